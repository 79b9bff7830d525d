package dev.oneport.web.events;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Tells clients that poll without waiting when to ask again. Each is given the next free moment of
 * so many in a second: so the more of them there are the less often each asks, and those that came
 * together do not come together again. Any thread.
 */
final class PollPace {
  private static final int MAX_MILLIS = 30_000;

  /** A server that has more than this part of the clients it takes slows pollers down. */
  private static final double BUSY = 0.5;

  /** By how much at most. */
  private static final int MAX_SLOWDOWN = 5;

  private final Clock clock;
  private final int minMillis;
  private final long slotNanos;
  private final DoubleSupplier load;
  private final Object lock = new Object();

  /** The last moment that was given away. */
  @GuardedBy("lock")
  private long lastSlot;

  /**
   * Nobody polls yet.
   *
   * @param minMillis between two polls of a client while there is no load
   * @param perSecond how many polls there may be, of all clients
   * @param load how many clients there are, of those that there may be, from 0 to 1
   */
  PollPace(Clock clock, int minMillis, int perSecond, DoubleSupplier load) {
    this.clock = clock;
    this.minMillis = minMillis;
    this.slotNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.load = load;
    this.lastSlot = clock.nanoTime();
  }

  /** In how many milliseconds a client that is being answered is to ask again. */
  int next() {
    double excess = Math.max(0, load.getAsDouble() - BUSY) / (1 - BUSY);
    int least = (int) (minMillis * (1 + (MAX_SLOWDOWN - 1) * Math.min(1, excess)));
    int most = Math.max(least, MAX_MILLIS);
    synchronized (lock) {
      long now = clock.nanoTime();
      long slot = Math.max(now + nanos(least), lastSlot + slotNanos);
      lastSlot = Math.min(slot, now + nanos(most));
      return (int) TimeUnit.NANOSECONDS.toMillis(lastSlot - now);
    }
  }

  private static long nanos(int millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
