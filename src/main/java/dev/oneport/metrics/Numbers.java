package dev.oneport.metrics;

import java.math.BigDecimal;

/** Numbers as OpenMetrics has them. */
final class Numbers {
  private static final int LEAST_PLAIN_EXPONENT = -4;

  private Numbers() {}

  /** As in {@code 5}, {@code 0.0025} and {@code +Inf}: no exponent, no needless digits. */
  static String text(Number number) {
    if (!(number instanceof Double)) {
      return number.toString();
    }
    double value = number.doubleValue();
    if (value == Double.POSITIVE_INFINITY) {
      return "+Inf";
    }
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /**
   * The bound of a bucket, which is a label: everybody must write it alike. As in {@code 1e-05},
   * {@code 0.0025}, {@code 1.0} and {@code +Inf}.
   *
   * @see <a
   *     href="https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#considerations-canonical-numbers">OpenMetrics
   *     1.0, Canonical Numbers</a>
   */
  static String bound(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "+Inf";
    }
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent < LEAST_PLAIN_EXPONENT) {
      String mantissa = exact.movePointLeft(exponent).toPlainString();
      return mantissa + (exponent > -10 ? "e-0" : "e-") + -exponent;
    }
    String plain = exact.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }
}
