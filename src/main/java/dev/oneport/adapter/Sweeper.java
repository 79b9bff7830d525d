package dev.oneport.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Timers;
import dev.oneport.concurrent.Timers.Timer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of what has become too old where nothing else happens that would: with one timer, however
 * much is kept, and none while nothing is. Any thread.
 */
final class Sweeper {
  private final Timers timers;
  private final int intervalMillis;
  private final BooleanSupplier sweep;

  @GuardedBy("this")
  private @Nullable Timer timer;

  @GuardedBy("this")
  private boolean closed;

  /**
   * At rest.
   *
   * @param sweep lets go of what is too old; whether anything is left
   */
  Sweeper(Timers timers, int intervalMillis, BooleanSupplier sweep) {
    this.timers = timers;
    this.intervalMillis = intervalMillis;
    this.sweep = sweep;
  }

  /** Something is kept. */
  synchronized void wake() {
    if (timer == null && !closed) {
      timer = timers.schedule(intervalMillis, this::run);
    }
  }

  synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void run() {
    synchronized (this) {
      timer = null;
    }
    if (sweep.getAsBoolean()) {
      wake();
    }
  }
}
