package dev.oneport.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs what it was given when told, on the calling thread. */
public final class ManualExecutor implements Executor {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean shutDown;

  @Override
  public synchronized void execute(Runnable task) {
    if (shutDown) {
      throw new RejectedExecutionException("shut down");
    }
    tasks.add(task);
  }

  /** Runs all that waits, and what that brings. */
  public void runAll() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  /** Takes nothing more. */
  public synchronized void shutDown() {
    shutDown = true;
  }

  /** How many tasks wait. */
  public synchronized int waiting() {
    return tasks.size();
  }

  private synchronized @Nullable Runnable next() {
    return tasks.poll();
  }
}
