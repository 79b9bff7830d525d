package dev.oneport.web.websocket;

import dev.oneport.protocol.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the parts in which a container delivers a message, up to a limit. Parts, because some
 * containers allocate a buffer of the largest whole message for every connection, and others
 * enforce no limit. Used by one thread at a time.
 */
public final class MessageAssembler {
  private final int maxBytes;

  /** Null unless a text message has begun and not ended. */
  private @Nullable StringBuilder text;

  /** Null unless a binary message has begun and not ended. */
  private @Nullable ByteArrayOutputStream binary;

  private boolean exceeded;

  /**
   * Empty.
   *
   * @param maxBytes of one message; exactly as many are accepted
   */
  public MessageAssembler(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Whether a message was larger than the limit; nothing comes out from then on. */
  public boolean exceeded() {
    return exceeded;
  }

  /**
   * Adds a part of a text message.
   *
   * @return the message, or null if it is not complete or too large
   */
  public @Nullable String addText(String part, boolean last) {
    StringBuilder parts = text;
    if (exceeded || (parts == null ? 0 : parts.length()) + (long) part.length() > maxBytes) {
      exceeded = true;
      text = null;
      return null;
    }
    if (!last) {
      text = (parts == null ? new StringBuilder(2 * part.length()) : parts).append(part);
      return null;
    }
    text = null;
    String message = parts == null ? part : parts.append(part).toString();
    // A UTF-16 unit takes three bytes at most: short messages need not be measured.
    exceeded = 3L * message.length() > maxBytes && Utf8.length(message) > maxBytes;
    return exceeded ? null : message;
  }

  /**
   * Adds a part of a binary message. The buffer may be used again by the container.
   *
   * @return the message, or null if it is not complete or too large
   */
  public @Nullable ByteBuffer addBinary(ByteBuffer part, boolean last) {
    ByteArrayOutputStream parts = binary;
    if (exceeded || (parts == null ? 0 : parts.size()) + (long) part.remaining() > maxBytes) {
      exceeded = true;
      binary = null;
      return null;
    }
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    if (parts == null && last) {
      return ByteBuffer.wrap(bytes);
    }
    ByteArrayOutputStream all = parts == null ? new ByteArrayOutputStream(2 * bytes.length) : parts;
    all.writeBytes(bytes);
    binary = last ? null : all;
    return last ? ByteBuffer.wrap(all.toByteArray()) : null;
  }
}
