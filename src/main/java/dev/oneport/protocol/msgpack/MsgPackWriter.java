package dev.oneport.protocol.msgpack;

import static dev.oneport.protocol.msgpack.Format.ARRAY_16;
import static dev.oneport.protocol.msgpack.Format.BIN_8;
import static dev.oneport.protocol.msgpack.Format.FALSE;
import static dev.oneport.protocol.msgpack.Format.FIXARRAY;
import static dev.oneport.protocol.msgpack.Format.FIXEXT_8;
import static dev.oneport.protocol.msgpack.Format.FIXMAP;
import static dev.oneport.protocol.msgpack.Format.FIXSTR;
import static dev.oneport.protocol.msgpack.Format.FLOAT_64;
import static dev.oneport.protocol.msgpack.Format.INT_16;
import static dev.oneport.protocol.msgpack.Format.INT_32;
import static dev.oneport.protocol.msgpack.Format.INT_64;
import static dev.oneport.protocol.msgpack.Format.INT_8;
import static dev.oneport.protocol.msgpack.Format.JAVASCRIPT;
import static dev.oneport.protocol.msgpack.Format.MAP_16;
import static dev.oneport.protocol.msgpack.Format.NIL;
import static dev.oneport.protocol.msgpack.Format.STR_8;
import static dev.oneport.protocol.msgpack.Format.TRUE;
import static dev.oneport.protocol.msgpack.Format.UINT_16;
import static dev.oneport.protocol.msgpack.Format.UINT_32;
import static dev.oneport.protocol.msgpack.Format.UINT_64;
import static dev.oneport.protocol.msgpack.Format.UINT_8;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Writes MessagePack, each value in the fewest bytes. What has elements is a header only: the
 * elements follow it. Confined to one thread.
 */
final class MsgPackWriter {

  private static final int MAX_8 = 0xFF;
  private static final int MAX_16 = 0xFFFF;
  private static final long MAX_32 = 0xFFFF_FFFFL;
  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private final ByteArrayOutputStream out;

  MsgPackWriter(int expectedBytes) {
    this.out = new ByteArrayOutputStream(expectedBytes);
  }

  ByteBuffer finish() {
    return ByteBuffer.wrap(out.toByteArray());
  }

  void nil() {
    out.write(NIL);
  }

  void bool(boolean value) {
    out.write(value ? TRUE : FALSE);
  }

  void array(int size) {
    container(FIXARRAY, ARRAY_16, size);
  }

  void map(int size) {
    container(FIXMAP, MAP_16, size);
  }

  private void container(int fix, int format16, int size) {
    if (size < 16) {
      out.write(fix | size);
    } else if (size <= MAX_16) {
      number(format16, size, 2);
    } else {
      number(format16 + 1, size, 4);
    }
  }

  /** A string; unpaired surrogates become U+FFFD. */
  void string(String text) {
    byte[] bytes = wellFormed(text).getBytes(UTF_8);
    if (bytes.length < 32) {
      out.write(FIXSTR | bytes.length);
    } else {
      length(STR_8, bytes.length);
    }
    out.writeBytes(bytes);
  }

  void binary(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    length(BIN_8, bytes.length);
    out.writeBytes(bytes);
  }

  /** A format and, as its neighbours have them, a length of 1, 2 or 4 bytes. */
  private void length(int format8, int length) {
    if (length <= MAX_8) {
      number(format8, length, 1);
    } else if (length <= MAX_16) {
      number(format8 + 1, length, 2);
    } else {
      number(format8 + 2, length, 4);
    }
  }

  void date(long epochMillis) {
    out.write(FIXEXT_8);
    number(JAVASCRIPT, epochMillis, 8);
  }

  void integer(long value) {
    if (value >= 0) {
      unsigned(value);
    } else if (value >= -32) {
      out.write((int) value);
    } else if (value >= Byte.MIN_VALUE) {
      number(INT_8, value, 1);
    } else if (value >= Short.MIN_VALUE) {
      number(INT_16, value, 2);
    } else if (value >= Integer.MIN_VALUE) {
      number(INT_32, value, 4);
    } else {
      number(INT_64, value, 8);
    }
  }

  private void unsigned(long value) {
    if (value < 128) {
      out.write((int) value);
    } else if (value <= MAX_8) {
      number(UINT_8, value, 1);
    } else if (value <= MAX_16) {
      number(UINT_16, value, 2);
    } else if (value <= MAX_32) {
      number(UINT_32, value, 4);
    } else {
      number(UINT_64, value, 8);
    }
  }

  /** An integer where it fits, else the nearest floating-point number. */
  void integer(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      integer(value.longValue());
    } else if (value.signum() > 0 && value.compareTo(MAX_UNSIGNED) <= 0) {
      number(UINT_64, value.longValue(), 8);
    } else {
      floatingPoint(value.doubleValue());
    }
  }

  void floatingPoint(double value) {
    number(FLOAT_64, Double.doubleToLongBits(value), 8);
  }

  private void number(int format, long value, int bytes) {
    out.write(format);
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >> shift));
    }
  }

  private static String wellFormed(String text) {
    StringBuilder copy = null;
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (Character.isSurrogatePair(
          text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
        i++;
      } else {
        copy = copy == null ? new StringBuilder(text) : copy;
        copy.setCharAt(i, '\uFFFD');
      }
    }
    return copy == null ? text : copy.toString();
  }
}
