package dev.oneport.metrics;

import java.math.BigDecimal;

/** Numbers as OpenMetrics has them. */
final class Numbers {
  private Numbers() {}

  /** As in {@code 5}, {@code 0.0025} and {@code +Inf}: no exponent, no needless digits. */
  static String text(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "+Inf";
    }
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
