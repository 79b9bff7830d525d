package dev.oneport.config;

/**
 * How much of what was emitted is kept, in each namespace. What is over one of the limits goes,
 * oldest first.
 *
 * @param maxEvents in number
 * @param maxBytes in memory
 * @param maxAgeMillis since the emit
 */
public record LogConfig(int maxEvents, long maxBytes, int maxAgeMillis) {

  /** The built-in defaults. */
  public static LogConfig defaults() {
    return new LogConfig(10_000, 4L << 20, 120_000);
  }
}
