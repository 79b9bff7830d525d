package dev.oneport.concurrent;

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

  /** Drops what waits and ends the thread, before this returns. Later tasks never run. */
  @Override
  public void close() {
    executor.shutdownNow();
    threads.awaitEnd(CLOSE_SECONDS); // Tasks never block: at once.
  }
}
