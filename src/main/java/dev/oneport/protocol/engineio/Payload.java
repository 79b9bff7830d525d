package dev.oneport.protocol.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request or an answer of HTTP long-polling: text, or bytes. Immutable; safe for any
 * thread.
 */
public final class Payload {

  /** Null for bytes. */
  private final @Nullable String text;

  /** Read-only, never handed out itself, since its position is mutable; null for text. */
  private final @Nullable ByteBuffer binary;

  private final String mediaType;

  private Payload(@Nullable String text, @Nullable ByteBuffer binary, String mediaType) {
    this.text = text;
    this.binary = binary;
    this.mediaType = mediaType;
  }

  /** Of text, which goes as UTF-8. */
  public static Payload of(String text) {
    return new Payload(text, null, "text/plain; charset=UTF-8");
  }

  /**
   * Of text that a page runs. The reference server calls it plain text, which browsers do not run
   * where they are told to believe in the type.
   */
  public static Payload script(String text) {
    return new Payload(text, null, "text/javascript; charset=UTF-8");
  }

  /**
   * Of bytes.
   *
   * @param binary its remaining bytes; not copied, must not change any more
   */
  public static Payload of(ByteBuffer binary) {
    return new Payload(null, binary.slice().asReadOnlyBuffer(), "application/octet-stream");
  }

  /** What it is, for {@code Content-Type}. */
  public String mediaType() {
    return mediaType;
  }

  /** Whether it has {@link #binary()}; else it has {@link #text()}. */
  public boolean isBinary() {
    return binary != null;
  }

  /**
   * The text.
   *
   * @throws IllegalStateException if it is binary
   */
  public String text() {
    if (text == null) {
      throw new IllegalStateException("a binary payload has no text");
    }
    return text;
  }

  /**
   * The bytes: a read-only view with a position of its own.
   *
   * @throws IllegalStateException if it is text
   */
  public ByteBuffer binary() {
    if (binary == null) {
      throw new IllegalStateException("a text payload has no bytes");
    }
    return binary.duplicate();
  }

  /** A copy of the bytes, or the text in UTF-8. */
  public byte[] bytes() {
    if (text != null) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[binary().remaining()];
    binary().get(bytes);
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Payload that
        && Objects.equals(text, that.text)
        && Objects.equals(binary, that.binary)
        && mediaType.equals(that.mediaType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, binary, mediaType);
  }

  /** Says how long it is, not what it carries. */
  @Override
  public String toString() {
    return text == null ? "binary, " + binary().remaining() + " bytes" : text.length() + " chars";
  }
}
