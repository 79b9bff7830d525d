package dev.oneport.bench.load;

import java.nio.ByteBuffer;

/**
 * The number in the events of the benchmark, which tells each from the others: {@code @} and as
 * many digits as any positive {@code long} has.
 */
final class Stamp {
  static final byte MARK = '@';

  private static final int DIGITS = 19;
  private static final int RADIX = 10;
  private static final long NONE = -1;

  private Stamp() {}

  /** An argument of exactly so many bytes. */
  static String argument(long stamp, int bytes) {
    String begin = "{\"t\":\"@" + String.format("%0" + DIGITS + "d", stamp) + "\",\"p\":\"";
    String end = "\"}";
    return begin + "x".repeat(bytes - begin.length() - end.length()) + end;
  }

  /** The first one between two indices; -1 if there is none. */
  static long find(ByteBuffer in, int from, int to) {
    for (int i = from; i < to - DIGITS; i++) {
      if (in.get(i) == MARK) {
        return parse(in, i + 1);
      }
    }
    return NONE;
  }

  /** Where the digits of the next one begin; -1 if there is no whole one. */
  static int next(ByteBuffer in, int from, int to) {
    for (int i = from; i < to - DIGITS; i++) {
      if (in.get(i) == MARK) {
        return i + 1;
      }
    }
    return (int) NONE;
  }

  static long parse(ByteBuffer in, int from) {
    long value = 0;
    for (int i = from; i < from + DIGITS; i++) {
      value = value * RADIX + in.get(i) - '0';
    }
    return value;
  }
}
