package dev.oneport.protocol.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oneport.protocol.Utf8;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a server sends at once: a whole message, or a control frame, in one frame that is not
 * masked. Its bytes are made when first asked for (races are harmless) and then kept, so that all
 * recipients of a broadcast share them. Immutable; safe for any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, 5.2</a>
 */
public final class Frame {
  private static final int FIN = 0x80;
  private static final int SHORT = 125;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int MAX_16 = 0xFFFF;
  private static final int SHORT_HEAD = 2;
  private static final int MIDDLE_HEAD = 4;
  private static final int LONG_HEAD = 10;
  private static final int MAX_REASON = SHORT - Short.BYTES;

  private final Opcode opcode;

  /** Null unless it is a text message. */
  private final @Nullable String text;

  /** Of anything else: read-only, never handed out itself. */
  private final ByteBuffer data;

  /** Null until asked for. Any thread; racing threads compute the same. */
  private byte @Nullable [] bytes;

  private Frame(Opcode opcode, @Nullable String text, ByteBuffer data) {
    this.opcode = opcode;
    this.text = text;
    this.data = data;
  }

  /** A text message; may be empty. */
  public static Frame text(String text) {
    return new Frame(Opcode.TEXT, text, ByteBuffer.allocate(0));
  }

  /**
   * A binary message.
   *
   * @param data its remaining bytes; not copied, must not change any more
   */
  public static Frame binary(ByteBuffer data) {
    return new Frame(Opcode.BINARY, null, data.asReadOnlyBuffer());
  }

  /** A ping without data. */
  public static Frame ping() {
    return new Frame(Opcode.PING, null, ByteBuffer.allocate(0));
  }

  /**
   * The answer to a ping.
   *
   * @param data of the ping
   */
  public static Frame pong(ByteBuffer data) {
    return new Frame(Opcode.PONG, null, data.asReadOnlyBuffer());
  }

  /**
   * A close.
   *
   * @param code of RFC 6455, 7.4
   * @param reason may be empty; what is beyond 123 bytes of it is left out
   */
  public static Frame close(int code, String reason) {
    byte[] utf8 = reason.getBytes(UTF_8);
    int length = Math.min(utf8.length, MAX_REASON);
    while (length > 0 && length < utf8.length && isWithinCharacter(utf8[length])) {
      length--;
    }
    ByteBuffer data = ByteBuffer.allocate(Short.BYTES + length);
    data.putShort((short) code).put(utf8, 0, length).flip();
    return new Frame(Opcode.CLOSE, null, data.asReadOnlyBuffer());
  }

  private static boolean isWithinCharacter(byte utf8) {
    return (utf8 & 0xC0) == 0x80;
  }

  /** Whether it is a text message; otherwise a binary one, or a control frame. */
  public boolean isText() {
    return text != null;
  }

  /** Whether it is a ping. */
  public boolean isPing() {
    return opcode == Opcode.PING;
  }

  /**
   * The text of a text message.
   *
   * @throws IllegalStateException if it is none
   */
  public String text() {
    if (text == null) {
      throw new IllegalStateException("no text message");
    }
    return text;
  }

  /** What it carries, unless it is a text message: a read-only view with a position of its own. */
  public ByteBuffer data() {
    return data.duplicate();
  }

  /** What goes over the wire, head and all. Not to be changed. */
  public byte[] bytes() {
    byte[] made = bytes;
    if (made == null) {
      made = encode(text == null ? data.duplicate() : Utf8.encode(text));
      bytes = made;
    }
    return made;
  }

  private byte[] encode(ByteBuffer payload) {
    int length = payload.remaining();
    int head = length <= SHORT ? SHORT_HEAD : length <= MAX_16 ? MIDDLE_HEAD : LONG_HEAD;
    ByteBuffer frame = ByteBuffer.allocate(head + length);
    frame.put((byte) (FIN | opcode.code()));
    switch (head) {
      case SHORT_HEAD -> frame.put((byte) length);
      case MIDDLE_HEAD -> frame.put((byte) LENGTH_16).putShort((short) length);
      default -> frame.put((byte) LENGTH_64).putLong(length);
    }
    return frame.put(payload).array();
  }

  /** Says what kind of frame it is, not what it carries. */
  @Override
  public String toString() {
    return opcode + " frame";
  }
}
