package dev.oneport.adapter;

import dev.oneport.protocol.websocket.Frame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text for clients without a library, shared by all of its recipients: what goes over their
 * connections is made once. Immutable; safe for any thread.
 */
public final class PlainText {
  /** No text, but a ping in its place. */
  public static final PlainText PING = new PlainText("", new byte[0]);

  private final String text;

  /** In UTF-8. */
  private final byte[] bytes;

  /** Null until asked for. Any thread; racing threads make the same. */
  private @Nullable Frame frame;

  private PlainText(String text, byte[] bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  /** Encodes a text. */
  public static PlainText of(String text) {
    return new PlainText(text, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text itself. */
  public String text() {
    return text;
  }

  /** Its UTF-8 form; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The length of its UTF-8 form. */
  public int byteLength() {
    return bytes.length;
  }

  /** Whether it is {@link #PING}. */
  public boolean isPing() {
    return this == PING;
  }

  /** What carries it over a WebSocket. */
  public Frame frame() {
    Frame made = frame;
    if (made == null) {
      made = isPing() ? Frame.ping() : Frame.text(text);
      frame = made;
    }
    return made;
  }

  /** Says how long it is, not what it says. */
  @Override
  public String toString() {
    return "text of " + bytes.length + " bytes";
  }
}
