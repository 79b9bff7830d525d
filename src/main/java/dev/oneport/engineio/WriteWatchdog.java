package dev.oneport.engineio;

import dev.oneport.concurrent.Timers;
import dev.oneport.concurrent.Timers.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds writes that never end: containers do not all have a timeout of their own. It looks at every
 * outbox twice per timeout, so a write is given up after one to one and a half times that.
 *
 * <p>Any thread.
 */
public final class WriteWatchdog implements AutoCloseable {
  private static final int LOOKS = 2;

  private final Timers timers;
  private final int periodMillis;
  private final Map<Outbox<?>, Watched> outboxes = new ConcurrentHashMap<>();

  /** Null before {@link #start}. Written by the starting thread, then by the timer thread. */
  private volatile @Nullable Timer timer;

  private volatile boolean closed;

  private static final class Watched {
    final Runnable onStuck;

    /** What was under way at the last look. Timer thread only, as what follows. */
    @Nullable Object write;

    int looks;

    Watched(Runnable onStuck) {
      this.onStuck = onStuck;
    }

    boolean isStuck(@Nullable Object current) {
      looks = current != null && current == write ? looks + 1 : 0;
      write = current;
      return looks >= LOOKS;
    }
  }

  /**
   * Watches nothing yet; {@link #start} begins.
   *
   * @param timeoutMillis how long a write may take; more than zero
   */
  public WriteWatchdog(Timers timers, int timeoutMillis) {
    this.timers = timers;
    this.periodMillis = Math.max(1, timeoutMillis / LOOKS);
  }

  /** Begins to look. */
  public void start() {
    timer =
        timers.schedule(
            periodMillis,
            () -> {
              outboxes.forEach(
                  (outbox, watched) -> {
                    if (watched.isStuck(outbox.currentWrite())) {
                      watched.onStuck.run();
                    }
                  });
              if (!closed) {
                start();
              }
            });
  }

  /**
   * Watches an outbox from now on.
   *
   * @param onStuck called on the timer thread; must not block
   */
  public void watch(Outbox<?> outbox, Runnable onStuck) {
    outboxes.put(outbox, new Watched(onStuck));
  }

  /** Lets an outbox be. */
  public void forget(Outbox<?> outbox) {
    outboxes.remove(outbox);
  }

  @Override
  public void close() {
    closed = true;
    Timer last = timer;
    if (last != null) {
      last.cancel();
    }
  }
}
