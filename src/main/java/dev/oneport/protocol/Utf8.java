package dev.oneport.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** UTF-8: encodes, and counts bytes without encoding. Stateless; safe for any thread. */
public final class Utf8 {

  private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

  private static final char REPLACED = '\uFFFD';

  private Utf8() {}

  /** The bytes of a text in UTF-8; an unpaired surrogate becomes U+FFFD. */
  public static ByteBuffer encode(String text) {
    byte[] fast = text.getBytes(StandardCharsets.UTF_8);
    // There an unpaired surrogate is one byte, a question mark.
    return fast.length == length(text) ? ByteBuffer.wrap(fast) : encodeSlowly(text);
  }

  private static ByteBuffer encodeSlowly(String text) {
    try {
      return StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .replaceWith(REPLACEMENT)
          .encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("all is encoded or replaced", e);
    }
  }

  /**
   * The text that bytes are.
   *
   * @param from index of the first byte
   * @throws CharacterCodingException if they are no UTF-8
   */
  public static String decode(byte[] utf8, int from) throws CharacterCodingException {
    String text = new String(utf8, from, utf8.length - from, StandardCharsets.UTF_8);
    // What is malformed became U+FFFD; whether it was one is seen by a second, slower look.
    if (text.indexOf(REPLACED) >= 0) {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, from, utf8.length - from));
    }
    return text;
  }

  /**
   * The number of bytes of a text in UTF-8. An unpaired surrogate counts as the three bytes of
   * U+FFFD, which is what it becomes on the wire.
   *
   * @throws ArithmeticException if the length does not fit into an {@code int}
   */
  public static int length(String text) {
    return length(text, 0, text.length());
  }

  /**
   * The number of bytes of a part of a text in UTF-8.
   *
   * @param from index of the first {@code char}
   * @param to index after the last {@code char}
   * @throws ArithmeticException if the length does not fit into an {@code int}
   */
  public static int length(String text, int from, int to) {
    int i = from;
    while (i < to && text.charAt(i) < 0x80) {
      i++;
    }
    return i == to ? to - from : Math.toIntExact((long) (i - from) + lengthSlowly(text, i, to));
  }

  private static long lengthSlowly(String text, int from, int to) {
    long length = to - (long) from;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= 0x800) {
        length += 2;
        if (Character.isHighSurrogate(c)
            && i + 1 < to
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          // Two chars become four bytes: two are counted already.
          i++;
        }
      } else if (c >= 0x80) {
        length++;
      }
    }
    return length;
  }
}
