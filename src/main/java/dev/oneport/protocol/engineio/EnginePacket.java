package dev.oneport.protocol.engineio;

import dev.oneport.protocol.Utf8;
import dev.oneport.protocol.websocket.Frame;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO packet: text of any type, or a binary message.
 *
 * <p>Immutable; safe for any thread; made to be shared by all recipients of a broadcast. Every form
 * that a transport needs is computed at most a few times (races are harmless) and then kept.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#packet-encoding">Engine.IO 4, Packet
 *     encoding</a>
 */
public final class EnginePacket {

  /** A ping without data. */
  public static final EnginePacket PING = of(EnginePacketType.PING, "");

  /** A pong without data. */
  public static final EnginePacket PONG = of(EnginePacketType.PONG, "");

  /** A noop. */
  public static final EnginePacket NOOP = of(EnginePacketType.NOOP, "");

  /** A close. */
  public static final EnginePacket CLOSE = of(EnginePacketType.CLOSE, "");

  private final EnginePacketType type;

  /** The type digit and the data; null for a binary message. */
  private final @Nullable String encodedText;

  /** Read-only, never handed out itself, since its position is mutable; null for text. */
  private final @Nullable ByteBuffer binary;

  private final boolean compress;

  /** Bytes on a WebSocket; -1 until asked for. Any thread; racing threads compute the same. */
  private int byteLength = -1;

  /** Binary message as text; null until asked for. Any thread; racing threads compute the same. */
  private @Nullable String base64Text;

  /** Type byte and binary message; null until asked for. As {@link #base64Text}. */
  private @Nullable ByteBuffer typedBinary;

  /** What carries it on a WebSocket as it is; null until asked for. As {@link #base64Text}. */
  private @Nullable Frame frame;

  private EnginePacket(
      EnginePacketType type, @Nullable String encodedText, @Nullable ByteBuffer binary) {
    this(type, encodedText, binary, true);
  }

  private EnginePacket(
      EnginePacketType type,
      @Nullable String encodedText,
      @Nullable ByteBuffer binary,
      boolean compress) {
    this.type = type;
    this.encodedText = encodedText;
    this.binary = binary;
    this.compress = compress;
  }

  /**
   * A text packet.
   *
   * @param data what follows the type; may be empty
   */
  public static EnginePacket of(EnginePacketType type, String data) {
    return new EnginePacket(type, type.code() + data, null);
  }

  /**
   * A text packet whose encoded form exists already.
   *
   * @param encodedText the digit of {@code type}, then the data
   * @throws IllegalArgumentException if the text does not begin with the digit of the type
   */
  public static EnginePacket ofEncodedText(EnginePacketType type, String encodedText) {
    if (encodedText.isEmpty() || encodedText.charAt(0) != type.code()) {
      throw new IllegalArgumentException("does not begin with the digit of " + type);
    }
    return new EnginePacket(type, encodedText, null);
  }

  /** A text message. */
  public static EnginePacket message(String data) {
    return of(EnginePacketType.MESSAGE, data);
  }

  /**
   * A binary message.
   *
   * @param binary its remaining bytes are the message; they are not copied and must not change any
   *     more
   */
  public static EnginePacket message(ByteBuffer binary) {
    return new EnginePacket(EnginePacketType.MESSAGE, null, binary.slice().asReadOnlyBuffer());
  }

  /** What the packet is for; {@link EnginePacketType#MESSAGE} if it is binary. */
  public EnginePacketType type() {
    return type;
  }

  /**
   * Whether compressing the packet is worth while: true unless somebody knows better. An answer of
   * long-polling is compressed if this is true of any packet in it.
   */
  public boolean compress() {
    return compress;
  }

  /** The same packet, whose data is known to be small or compressed already. */
  public EnginePacket withoutCompression() {
    return compress ? new EnginePacket(type, encodedText, binary, false) : this;
  }

  /** Whether {@link #binary()} holds the data; else {@link #encodedText()} and {@link #data()}. */
  public boolean isBinary() {
    return binary != null;
  }

  /**
   * The type digit and the data: what a WebSocket text frame carries. Always the same instance.
   *
   * @throws IllegalStateException if the packet is binary
   */
  public String encodedText() {
    if (encodedText == null) {
      throw new IllegalStateException("a binary packet has no text");
    }
    return encodedText;
  }

  /**
   * What follows the type digit; may be empty. Made anew each time.
   *
   * @throws IllegalStateException if the packet is binary
   */
  public String data() {
    return encodedText().substring(1);
  }

  /**
   * The bytes of a binary message: a read-only view with a position of its own.
   *
   * @throws IllegalStateException if the packet is text
   */
  public ByteBuffer binary() {
    if (binary == null) {
      throw new IllegalStateException("a text packet has no bytes");
    }
    return binary.duplicate();
  }

  /** The number of bytes on a WebSocket: of the text in UTF-8, or of the binary message. */
  public int byteLength() {
    int length = byteLength;
    if (length < 0) {
      length = binary == null ? Utf8.length(encodedText()) : binary.remaining();
      byteLength = length;
    }
    return length;
  }

  /** The WebSocket frame of {@link #encodedText()}, or of {@link #binary()}. */
  Frame frame() {
    Frame made = frame;
    if (made == null) {
      made = binary == null ? Frame.text(encodedText()) : Frame.binary(binary);
      frame = made;
    }
    return made;
  }

  /** The text form: {@link #encodedText()}, or {@code b} and the base64 of a binary message. */
  String textForm() {
    if (binary == null) {
      return encodedText();
    }
    String text = base64Text;
    if (text == null) {
      text = base64(binary.duplicate());
      base64Text = text;
    }
    return text;
  }

  /**
   * The binary form of Engine.IO 3: the type as a byte, then the data. A view as {@link #binary}.
   */
  ByteBuffer typedBinary() {
    ByteBuffer bytes = typedBinary;
    if (bytes == null) {
      ByteBuffer data = binary();
      bytes =
          ByteBuffer.allocate(1 + data.remaining())
              .put((byte) (type.code() - '0'))
              .put(data)
              .flip()
              .asReadOnlyBuffer();
      typedBinary = bytes;
    }
    return bytes.duplicate();
  }

  @SuppressWarnings("deprecation") // The only conversion without a second copy; all is ASCII.
  private static String base64(ByteBuffer bytes) {
    ByteBuffer encoded = Base64.getEncoder().encode(bytes);
    byte[] text = new byte[1 + encoded.remaining()];
    text[0] = EnginePacketCodec.BINARY_PREFIX;
    encoded.get(text, 1, encoded.remaining());
    return new String(text, 0);
  }

  /** Same type and same data; how it is sent does not count. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EnginePacket that
        && type == that.type
        && Objects.equals(encodedText, that.encodedText)
        && Objects.equals(binary, that.binary);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, encodedText, binary);
  }

  /** Says what kind of packet it is and how long, not what it carries. */
  @Override
  public String toString() {
    return type + (isBinary() ? " binary, " : ", ") + byteLength() + " bytes";
  }
}
