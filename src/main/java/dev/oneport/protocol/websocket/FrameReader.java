package dev.oneport.protocol.websocket;

import dev.oneport.protocol.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one client, in whatever pieces they arrive. Between two frames it keeps
 * nothing. Used by one thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5">RFC 6455, 5</a>
 */
public final class FrameReader {
  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int SHORT = 125;
  private static final int LENGTH_16 = 126;
  private static final int MAX_16 = 0xFFFF;
  private static final int FIRST_BYTES = 2;
  private static final int MASK_BYTES = 4;
  private static final int MAX_HEAD = FIRST_BYTES + Long.BYTES + MASK_BYTES;
  private static final int FIRST_PIECE = 4 << 10;
  private static final int NO_CODE = 1005;

  private final int maxBytes;

  /** A head that has begun and is not all there; null otherwise. */
  private @Nullable ByteBuffer head;

  /** A frame whose payload is not all there; null otherwise. */
  private @Nullable Partial partial;

  /** What arrived of a message in several frames; null unless one has begun. */
  private @Nullable ByteArrayOutputStream message;

  private boolean messageIsText;

  /** Who gets what was read. */
  public interface Receiver {

    /** A text message. */
    void onText(String text);

    /** A binary message; the buffer is the receiver's. */
    void onBinary(ByteBuffer data);

    /** A ping, to be answered with the same data; the buffer is the receiver's. */
    void onPing(ByteBuffer data);

    /** The answer to a ping. */
    void onPong();

    /** A close, the last that is read. */
    void onClose(int code);
  }

  /** The beginning of a frame. */
  private record Head(boolean last, Opcode opcode, int length, int mask) {}

  private static final class Partial {
    final Head head;
    byte[] payload;
    int filled;

    Partial(Head head) {
      this.head = head;
      this.payload = new byte[Math.min(head.length(), FIRST_PIECE)];
    }

    /** Takes what is there; memory grows with what the client sends, not with what it announces. */
    void take(ByteBuffer in) {
      int more = Math.min(in.remaining(), head.length() - filled);
      if (filled + more > payload.length) {
        int doubled = (int) Math.min(head.length(), 2L * payload.length);
        payload = Arrays.copyOf(payload, Math.max(doubled, filled + more));
      }
      in.get(payload, filled, more);
      filled += more;
    }

    boolean isWhole() {
      return filled == head.length();
    }
  }

  /**
   * Nothing has been read.
   *
   * @param maxBytes of one message; exactly as many are accepted
   */
  public FrameReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Reads all that is there.
   *
   * @param in used up
   * @throws FrameViolation if the connection is to be closed: nothing may be read any more
   */
  public void read(ByteBuffer in, Receiver to) throws FrameViolation {
    while (in.hasRemaining()) {
      Partial begun = partial == null ? begin(in) : partial;
      if (begun == null) {
        return;
      }
      begun.take(in);
      if (!begun.isWhole()) {
        partial = begun;
        return;
      }
      partial = null;
      unmask(begun.payload, begun.head.mask());
      onFrame(begun.head, begun.payload, to);
    }
  }

  /** Returns null if the head is not all there. */
  private @Nullable Partial begin(ByteBuffer in) throws FrameViolation {
    ByteBuffer from = in;
    if (head != null || headBytes(in) > in.remaining()) {
      from = collect(in);
      if (from == null) {
        return null;
      }
    }
    return new Partial(parse(from));
  }

  /** Byte by byte: it is at most 14 of them. Returns null if the head is not all there. */
  private @Nullable ByteBuffer collect(ByteBuffer in) {
    ByteBuffer all = head == null ? ByteBuffer.allocate(MAX_HEAD) : head;
    while (in.hasRemaining()) {
      all.put(in.get());
      ByteBuffer soFar = all.duplicate().flip();
      if (headBytes(soFar) == soFar.remaining()) {
        head = null;
        return soFar;
      }
    }
    head = all;
    return null;
  }

  /** How long the head is, as far as its beginning tells. */
  private static int headBytes(ByteBuffer in) {
    if (in.remaining() < FIRST_BYTES) {
      return MAX_HEAD;
    }
    int second = in.get(in.position() + 1);
    if ((second & MASKED) == 0) {
      return FIRST_BYTES; // It is refused.
    }
    int length = second & LENGTH;
    int extended = length <= SHORT ? 0 : length == LENGTH_16 ? Short.BYTES : Long.BYTES;
    return FIRST_BYTES + extended + MASK_BYTES;
  }

  private Head parse(ByteBuffer in) throws FrameViolation {
    int first = in.get();
    int second = in.get();
    Opcode opcode = Opcode.of(first & OPCODE);
    if (opcode == null) {
      throw error("an opcode that is not known");
    }
    if ((first & RESERVED) != 0) {
      throw error("a reserved bit is set");
    }
    if ((second & MASKED) == 0) {
      throw error("a frame is not masked");
    }
    boolean last = (first & FIN) != 0;
    int shown = second & LENGTH;
    if (opcode.isControl() && (!last || shown > SHORT)) {
      throw error("a control frame is in pieces or too long");
    }
    if (opcode == Opcode.CONTINUATION && message == null) {
      throw error("nothing has begun that could be continued");
    }
    if (!opcode.isControl() && opcode != Opcode.CONTINUATION && message != null) {
      throw error("a message begins amid another");
    }
    int length = length(in, shown, opcode.isControl() || message == null ? 0 : message.size());
    return new Head(last, opcode, length, in.getInt());
  }

  private int length(ByteBuffer in, int shown, int before) throws FrameViolation {
    long length =
        shown <= SHORT ? shown : shown == LENGTH_16 ? in.getShort() & MAX_16 : in.getLong();
    if (length < 0) {
      throw error("a length is negative");
    }
    // A control frame may be longer than the messages that are wanted.
    if (length > Math.max(maxBytes, SHORT) - (long) before) {
      throw new FrameViolation(FrameViolation.TOO_BIG, "a message is too big");
    }
    return (int) length;
  }

  private void onFrame(Head frame, byte[] payload, Receiver to) throws FrameViolation {
    switch (frame.opcode()) {
      case TEXT, BINARY -> {
        boolean text = frame.opcode() == Opcode.TEXT;
        if (frame.last()) {
          onMessage(text, payload, to);
        } else {
          messageIsText = text;
          message = new ByteArrayOutputStream(2 * payload.length);
          message.writeBytes(payload);
        }
      }
      case CONTINUATION -> {
        ByteArrayOutputStream all = message == null ? new ByteArrayOutputStream() : message;
        all.writeBytes(payload);
        if (frame.last()) {
          message = null;
          onMessage(messageIsText, all.toByteArray(), to);
        }
      }
      case PING -> to.onPing(ByteBuffer.wrap(payload));
      case PONG -> to.onPong();
      case CLOSE -> to.onClose(closeCode(payload));
    }
  }

  private void onMessage(boolean text, byte[] payload, Receiver to) throws FrameViolation {
    if (payload.length > maxBytes) {
      throw new FrameViolation(FrameViolation.TOO_BIG, "a message is too big");
    }
    if (text) {
      to.onText(decode(payload, 0));
    } else {
      to.onBinary(ByteBuffer.wrap(payload));
    }
  }

  private static int closeCode(byte[] payload) throws FrameViolation {
    if (payload.length == 0) {
      return NO_CODE;
    }
    if (payload.length < Short.BYTES) {
      throw error("half a close code");
    }
    int code = ByteBuffer.wrap(payload).getShort() & MAX_16;
    if (!CloseCodes.maySend(code)) {
      throw error("a close code that nobody may send");
    }
    decode(payload, Short.BYTES);
    return code;
  }

  private static String decode(byte[] payload, int from) throws FrameViolation {
    try {
      return Utf8.decode(payload, from);
    } catch (CharacterCodingException e) {
      throw new FrameViolation(FrameViolation.INVALID_TEXT, "a text that is no UTF-8");
    }
  }

  private static void unmask(byte[] payload, int mask) {
    ByteBuffer words = ByteBuffer.wrap(payload);
    int at = 0;
    for (; at + Integer.BYTES <= payload.length; at += Integer.BYTES) {
      words.putInt(at, words.getInt(at) ^ mask);
    }
    for (int shift = Integer.SIZE - Byte.SIZE; at < payload.length; at++, shift -= Byte.SIZE) {
      payload[at] ^= (byte) (mask >>> shift);
    }
  }

  private static FrameViolation error(String message) {
    return new FrameViolation(FrameViolation.PROTOCOL_ERROR, message);
  }
}
