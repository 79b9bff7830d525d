package dev.oneport.concurrent;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers on one thread of their own. */
public final class ScheduledTimers implements Timers, AutoCloseable {
  private static final Timer NEVER = () -> {};
  private static final int CLOSE_SECONDS = 5;

  private final OwnThreads threads;
  private final ScheduledThreadPoolExecutor executor;

  /** What is not dropped in the end. Any thread; who removes a task runs it. */
  private final Set<Kept> kept = ConcurrentHashMap.newKeySet();

  /** Starts the thread when the first task comes. */
  public ScheduledTimers(OwnThreads threads) {
    this.threads = threads;
    executor = new ScheduledThreadPoolExecutor(1, threads);
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    try {
      Future<?> future =
          executor.schedule(() -> Tasks.run(task), delayMillis, TimeUnit.MILLISECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      return NEVER;
    }
  }

  @Override
  public void scheduleOrAtEnd(long delayMillis, Runnable task) {
    Kept one = new Kept(task);
    kept.add(one);
    schedule(delayMillis, one);
    if (executor.isShutdown()) {
      one.run();
    }
  }

  private final class Kept implements Runnable {
    private final Runnable task;

    Kept(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (kept.remove(this)) {
        Tasks.run(task);
      }
    }
  }

  /**
   * Drops what waits, but for what is to run in the end, and ends the thread, before this returns.
   * Later tasks never run, but for those.
   */
  @Override
  public void close() {
    executor.shutdownNow();
    threads.awaitEnd(CLOSE_SECONDS); // Tasks never block: at once.
    List.copyOf(kept).forEach(Kept::run);
  }
}
