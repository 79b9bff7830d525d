package dev.oneport;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.protocol.json.JsonStrings;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value kept as text, with the attachments that its placeholders point to.
 *
 * <p>A handler that asks for it gets an argument exactly as the client sent it; emitted, it is
 * written byte for byte, only the numbers of its placeholders follow the packet that it travels in.
 *
 * <p>Immutable; safe for any thread.
 */
public final class JsonText {

  private final String text;
  private final List<ByteBuffer> attachments;

  private JsonText(String text, List<ByteBuffer> attachments) {
    this.text = text;
    this.attachments = attachments;
  }

  /**
   * A JSON value without attachments.
   *
   * @param text one JSON value; unpaired surrogates in it are escaped
   * @throws IllegalArgumentException if it is not; the message does not quote it
   */
  public static JsonText of(String text) {
    return of(text, List.of());
  }

  /**
   * A JSON value with attachments.
   *
   * @param text one JSON value, in which <code>{"_placeholder":true,"num":i}</code> stands for
   *     attachment {@code i}
   * @param attachments not copied: what is in them must not change any more
   * @throws IllegalArgumentException if the text is not JSON, or a placeholder points to no
   *     attachment; the message does not quote it
   */
  public static JsonText of(String text, List<ByteBuffer> attachments) {
    try {
      JsonScanner.scanPlaceholders(text, JsonScanner.MAX_DEPTH, attachments.size());
    } catch (PacketFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    List<ByteBuffer> views =
        attachments.stream().map(buffer -> buffer.slice().asReadOnlyBuffer()).toList();
    return new JsonText(JsonStrings.wellFormed(text), views);
  }

  /** The text, with placeholders where the attachments belong. */
  public String text() {
    return text;
  }

  /**
   * The attachments of the packet that this value came with; the value may use some of them, or
   * none. Each buffer is a read-only view with a position of its own.
   */
  public List<ByteBuffer> attachments() {
    return attachments.isEmpty()
        ? List.of()
        : attachments.stream().map(ByteBuffer::duplicate).toList();
  }

  /** Same text, same attachments. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonText that
        && text.equals(that.text)
        && attachments.equals(that.attachments);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + attachments.hashCode();
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }
}
