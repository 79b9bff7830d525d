package dev.oneport.protocol.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as JavaScript writes them: {@code 1}, not {@code 1.0}; {@code 1e-7}, not
 * {@code 1.0E-7}; the fewest digits that name the number. Stateless; safe for any thread.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-numeric-types-number-tostring">ECMAScript,
 *     Number::toString</a>
 */
public final class JsonNumbers {

  private static final double MAX_SAFE_INTEGER = (1L << 53) - 1;

  /** Up to here {@link Double#toString} is known to need no more digits than necessary. */
  private static final int SURELY_SHORTEST = 15;

  private static final int MOST_DIGITS = 17;
  private static final int MAX_PLAIN_EXPONENT = 21;
  private static final int MIN_PLAIN_EXPONENT = -6;

  private JsonNumbers() {}

  /** Appends a number; null for one that JSON does not have. */
  public static void append(StringBuilder out, double value) {
    if (!Double.isFinite(value)) {
      out.append("null");
    } else if (value == Math.rint(value) && Math.abs(value) <= MAX_SAFE_INTEGER) {
      out.append((long) value);
    } else {
      append(out, shortest(value));
    }
  }

  /** Appends the decimal that a float is written as in Java: what was meant by 0.1f is 0.1. */
  static void append(StringBuilder out, float value) {
    append(out, Float.isFinite(value) ? Double.parseDouble(Float.toString(value)) : value);
  }

  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() <= SURELY_SHORTEST && Math.abs(value) >= Double.MIN_NORMAL) {
      return decimal;
    }
    // JDK 17 and 18 sometimes write a digit too many: JDK-4511638.
    BigDecimal exact = new BigDecimal(value);
    for (int digits = Math.abs(value) < Double.MIN_NORMAL ? 1 : SURELY_SHORTEST;
        digits < MOST_DIGITS;
        digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return decimal;
  }

  private static void append(StringBuilder out, BigDecimal value) {
    if (value.signum() < 0) {
      out.append('-');
    }
    String digits = value.unscaledValue().abs().toString();
    // The number is 0.digits times ten to the power of this.
    int exponent = digits.length() - value.scale();
    if (exponent > MAX_PLAIN_EXPONENT || exponent <= MIN_PLAIN_EXPONENT) {
      out.append(digits.charAt(0));
      if (digits.length() > 1) {
        out.append('.').append(digits, 1, digits.length());
      }
      out.append('e').append(exponent > 0 ? "+" : "").append(exponent - 1);
    } else if (exponent <= 0) {
      out.append("0.").append("0".repeat(-exponent)).append(digits);
    } else if (exponent >= digits.length()) {
      out.append(digits).append("0".repeat(exponent - digits.length()));
    } else {
      out.append(digits, 0, exponent).append('.').append(digits, exponent, digits.length());
    }
  }
}
