package dev.oneport.socketio;

import java.time.Duration;

/** How long applications may wait for acknowledgements. Stateless. */
final class AckTimeouts {
  private static final Duration MAX = Duration.ofDays(24);

  private AckTimeouts() {}

  /**
   * Checks what the application wants.
   *
   * @throws IllegalArgumentException if it is not more than zero and at most 24 days
   */
  static Duration check(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "timeout=" + timeout + ": must be more than zero and at most " + MAX);
    }
    return timeout;
  }

  /** The same in milliseconds, at least one. */
  static long millis(Duration timeout) {
    return Math.max(1, check(timeout).toMillis());
  }
}
