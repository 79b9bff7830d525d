package dev.oneport.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Locale;

/** As much of HTTP/1.1 as answers of the measured servers need. */
final class Http {
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String CONTENT_LENGTH = "\r\ncontent-length:";
  private static final int MAX_HEAD = 8 << 10;

  private Http() {}

  /** The index behind the head of an answer; -1 if it is not all there. */
  static int endOfHead(ByteBuffer in) {
    int last = in.limit() - END_OF_HEAD.length();
    for (int i = in.position(); i <= last; i++) {
      if (in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) == '\r') {
        return i + END_OF_HEAD.length();
      }
    }
    if (in.remaining() > MAX_HEAD) {
      throw new IllegalStateException("the head of an answer has no end");
    }
    return -1;
  }

  /** Fails unless the answer begins so. */
  static void expect(ByteBuffer in, String beginning) {
    String head = text(in, in.position(), Math.min(in.limit(), in.position() + MAX_HEAD));
    if (!head.startsWith(beginning)) {
      throw new IllegalStateException("not " + beginning + " but: " + head);
    }
  }

  /** How long the body is that follows a head. */
  static int contentLength(ByteBuffer in, int endOfHead) {
    String head = text(in, in.position(), endOfHead).toLowerCase(Locale.ROOT);
    int at = head.indexOf(CONTENT_LENGTH);
    if (at < 0) {
      throw new IllegalStateException("an answer without a length: " + head);
    }
    int from = at + CONTENT_LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }

  static String text(ByteBuffer in, int from, int to) {
    byte[] bytes = new byte[to - from];
    in.get(from, bytes);
    return new String(bytes, US_ASCII);
  }
}
