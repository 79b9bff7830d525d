package dev.oneport.concurrent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one thing that ends, a connection for example: once it is closed none of its tasks
 * runs or is kept, however far off its time. Any thread.
 */
public final class ScopedTimers implements Timers, AutoCloseable {
  private final Timers timers;
  private final Set<Scheduled> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Over timers of longer life. */
  public ScopedTimers(Timers timers) {
    this.timers = timers;
  }

  private final class Scheduled implements Timer {
    private final Runnable task;
    private volatile @Nullable Timer timer;

    Scheduled(Runnable task) {
      this.task = task;
    }

    void run() {
      if (waiting.remove(this)) {
        task.run();
      }
    }

    @Override
    public void cancel() {
      waiting.remove(this);
      Timer known = timer;
      if (known != null) {
        known.cancel();
      }
    }
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    Scheduled scheduled = new Scheduled(task);
    waiting.add(scheduled);
    scheduled.timer = timers.schedule(delayMillis, scheduled::run);
    if (closed || !waiting.contains(scheduled)) {
      scheduled.cancel();
    }
    return scheduled;
  }

  /** Runs though the scope is closed: in its time, or when the timers of longer life end. */
  @Override
  public void scheduleOrAtEnd(long delayMillis, Runnable task) {
    timers.scheduleOrAtEnd(delayMillis, task);
  }

  /** Cancels what waits, and whatever comes later, but for what is to run in any case. */
  @Override
  public void close() {
    closed = true;
    waiting.forEach(Scheduled::cancel);
  }
}
