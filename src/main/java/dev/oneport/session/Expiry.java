package dev.oneport.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.concurrent.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection when what showed who its client is is good no more, and tells the client
 * before, so that it can come back with something newer. Any thread.
 */
public final class Expiry {
  private final Timers timers;
  private final Clock clock;
  private final int warningMillis;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<Timer> waiting = new ArrayList<>();

  /** Null for none. */
  private volatile @Nullable Instant end;

  /**
   * Of a connection that lasts until {@link #at} says otherwise.
   *
   * @param timers of the connection
   * @param warningMillis how long before its end the client is told
   */
  public Expiry(Timers timers, Clock clock, int warningMillis) {
    this.timers = timers;
    this.clock = clock;
    this.warningMillis = warningMillis;
  }

  /**
   * Sets the end, in place of the one set before.
   *
   * @param time null for none; one that has passed is now
   */
  public void at(@Nullable Instant time, Runnable warn, Runnable end) {
    synchronized (lock) {
      this.end = time;
      waiting.forEach(Timer::cancel);
      waiting.clear();
      if (time != null) {
        long left = Math.max(0, Duration.between(clock.now(), time).toMillis());
        waiting.add(timers.schedule(Math.max(0, left - warningMillis), warn));
        waiting.add(timers.schedule(left, end));
      }
    }
  }

  /** Whether the time for the warning has come. */
  public boolean isNear() {
    Instant time = end;
    return time != null && Duration.between(clock.now(), time).toMillis() <= warningMillis;
  }
}
