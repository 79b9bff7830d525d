package dev.oneport.limit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Clock;
import dev.oneport.config.Rate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts one kind of act of many, each of whom has a bucket of tokens. Any thread; a lock is taken
 * only for who was not known before, and nothing is made for who was.
 *
 * <p>So many are remembered and no more. A bucket that has filled again is as good as none, so it
 * goes first; then those of which least is spent. One that is almost empty is never forgotten: who
 * brings ever new names can't have the limit of an old one forgotten that he has used up. Whoever
 * comes while there is no room shares a bucket with others, until there is.
 */
final class Limiter {
  /** By how much is spent, in so many steps. */
  private static final int LEVELS = 16;

  /** One in so many is forgotten at least, lest it is looked for again at once. */
  private static final int SHARE = 8;

  private static final int SHARED_BUCKETS = 64;
  private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Bucket.Fill fill;
  private final int maxRemembered;
  private final Clock clock;
  private final long beginNanos;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final Bucket[] shared = new Bucket[SHARED_BUCKETS];
  private final Object lock = new Object();

  @GuardedBy("lock")
  private long nextSweepNanos;

  /**
   * One limit.
   *
   * @param maxRemembered names
   */
  Limiter(Rate rate, int maxRemembered, Clock clock) {
    this.fill =
        new Bucket.Fill(rate.count(), TimeUnit.SECONDS.toNanos(rate.seconds()) / rate.count());
    this.maxRemembered = maxRemembered;
    this.clock = clock;
    this.beginNanos = clock.nanoTime();
    for (int i = 0; i < shared.length; i++) {
      shared[i] = new Bucket(0);
    }
  }

  /** A bucket that nobody else has. */
  Bucket own() {
    return new Bucket(now());
  }

  /** Takes from a bucket of one's own; see {@link #take(String, int)}. */
  long take(Bucket own, int count) {
    return own.take(fill, count, now());
  }

  /**
   * Counts acts: all or none.
   *
   * @return 0 if they may be done, else the nanoseconds until they may
   */
  long take(String name, int count) {
    long now = now();
    for (; ; ) {
      Bucket known = buckets.get(name);
      long wait = (known == null ? begin(name, now) : known).take(fill, count, now);
      if (wait != Bucket.RETIRED) {
        return wait;
      }
    }
  }

  int remembered() {
    return buckets.size();
  }

  private Bucket begin(String name, long now) {
    synchronized (lock) {
      Bucket known = buckets.get(name);
      if (known != null) {
        return known;
      }
      if (buckets.size() >= maxRemembered && now >= nextSweepNanos) {
        nextSweepNanos = now + SWEEP_NANOS;
        forget(now);
      }
      if (buckets.size() >= maxRemembered) {
        return shared[Math.floorMod(name.hashCode(), SHARED_BUCKETS)];
      }
      Bucket begun = new Bucket(now);
      buckets.put(name, begun);
      return begun;
    }
  }

  private void forget(long now) {
    int[] levels = new int[LEVELS];
    buckets.values().forEach(bucket -> levels[level(bucket.spent(now))]++);
    int wanted = Math.max(1, maxRemembered / SHARE);
    int highest = 0;
    for (int found = levels[0]; found < wanted && highest < LEVELS - 2; found += levels[highest]) {
      highest++;
    }
    long most = highest == 0 ? 0 : fill.nanos() / (LEVELS - 1) * highest;
    buckets.entrySet().removeIf(entry -> entry.getValue().retire(most, now));
  }

  /** 0 for those that are full; above it, equal parts of what can be spent. */
  private int level(long spent) {
    if (spent == 0) {
      return 0;
    }
    return 1 + (int) Math.min(LEVELS - 2, (spent - 1) / Math.max(1, fill.nanos() / (LEVELS - 1)));
  }

  private long now() {
    return clock.nanoTime() - beginNanos;
  }
}
