package dev.oneport.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of tokens that fills steadily, kept as one number: when it will be full. Any thread; no
 * lock.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">Generic cell rate
 *     algorithm</a>
 */
final class Bucket {
  /** The answer of a bucket that was forgotten: there is another now, or none. */
  static final long RETIRED = -1;

  private static final long NEVER = Long.MIN_VALUE;

  private final AtomicLong fullAt;

  /** A full one. */
  Bucket(long nowNanos) {
    fullAt = new AtomicLong(nowNanos);
  }

  /**
   * Takes tokens: all or none.
   *
   * @param count more than fit are as many as fit
   * @return 0 if they were there, else the nanoseconds until they are; or {@link #RETIRED}
   */
  long take(Fill fill, int count, long nowNanos) {
    long cost = Math.min(count, fill.tokens()) * fill.nanosPerToken();
    for (; ; ) {
      long before = fullAt.get();
      if (before == NEVER) {
        return RETIRED;
      }
      long after = Math.max(before, nowNanos) + cost;
      long wait = after - nowNanos - fill.nanos();
      if (wait > 0) {
        return wait;
      }
      if (fullAt.compareAndSet(before, after)) {
        return 0;
      }
    }
  }

  /** How many nanoseconds it takes to fill; 0 if it is full, or retired. */
  long spent(long nowNanos) {
    return Math.max(fullAt.get(), nowNanos) - nowNanos;
  }

  /**
   * Retires it, so that whoever holds it still looks for another.
   *
   * @return false if somebody took from it meanwhile, so that more than that is spent
   */
  boolean retire(long atMostNanos, long nowNanos) {
    long seen = fullAt.get();
    return Math.max(seen, nowNanos) - nowNanos <= atMostNanos && fullAt.compareAndSet(seen, NEVER);
  }

  /**
   * How buckets fill.
   *
   * @param tokens that one holds
   * @param nanosPerToken until there is one more
   */
  record Fill(int tokens, long nanosPerToken) {
    /** Of an empty one. */
    long nanos() {
      return tokens * nanosPerToken;
    }
  }
}
