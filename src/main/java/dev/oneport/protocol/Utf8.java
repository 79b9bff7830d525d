package dev.oneport.protocol;

/** Counts UTF-8 bytes without encoding. Stateless; safe for any thread. */
public final class Utf8 {

  private Utf8() {}

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
