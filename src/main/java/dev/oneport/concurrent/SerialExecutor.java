package dev.oneport.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A lane: runs tasks one after the other, in the order they came, each seeing what the one before
 * wrote. It owns no thread: it drains on the executor given, and never holds a thread while it has
 * nothing to do. A task given from within the lane runs after the current one.
 */
public final class SerialExecutor implements Executor {
  private final Executor target;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unfinished = new AtomicInteger();

  /** The thread that runs a task of this lane just now. */
  private volatile @Nullable Thread runner;

  /**
   * A lane over an executor.
   *
   * @param target runs the drain; {@code Runnable::run} drains on the thread that brings the first
   *     task, which is right only for tasks that never block
   */
  public SerialExecutor(Executor target) {
    this.target = target;
  }

  /**
   * Adds a task.
   *
   * @throws RejectedExecutionException if the executor takes none any more; the task will not run
   */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (unfinished.getAndIncrement() == 0) {
      try {
        target.execute(this::drain);
      } catch (RejectedExecutionException e) {
        abandon(task);
        throw e;
      }
    }
  }

  /** Nobody drains: what came meanwhile relied on it too. The next task asks the executor again. */
  private void abandon(Runnable task) {
    tasks.remove(task);
    while (unfinished.decrementAndGet() != 0) {
      tasks.poll();
    }
  }

  /** Whether the calling thread runs a task of this lane. */
  public boolean isInLane() {
    return runner == Thread.currentThread();
  }

  /** Whether the calling thread runs a task of this lane, and others wait for it to end. */
  public boolean hasMore() {
    return unfinished.get() > 1 && isInLane();
  }

  /** For methods confined to the lane: fails under {@code -ea} when called from elsewhere. */
  public void assertInLane() {
    assert isInLane() : "called outside its lane";
  }

  private void drain() {
    do {
      Runnable task = tasks.poll();
      if (task != null) {
        runner = Thread.currentThread();
        try {
          Tasks.run(task);
        } finally {
          runner = null;
        }
      }
    } while (unfinished.decrementAndGet() != 0);
  }
}
