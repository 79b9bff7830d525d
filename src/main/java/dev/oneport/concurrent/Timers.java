package dev.oneport.concurrent;

/** Runs tasks later. Any thread. */
public interface Timers {

  /**
   * Runs a task once.
   *
   * @param delayMillis not negative
   * @param task must neither block nor throw; it runs on the timers' own thread
   */
  Timer schedule(long delayMillis, Runnable task);

  /**
   * As {@link #schedule}, but a task that still waits when the timers end runs then, on the thread
   * that ends them; one that comes later runs at once. It can't be cancelled. Timers that never end
   * need no more than this.
   */
  default void scheduleOrAtEnd(long delayMillis, Runnable task) {
    schedule(delayMillis, task);
  }

  /** A task that waits. */
  interface Timer {
    /** Keeps the task from running, if it has not begun. Without effect the second time. */
    void cancel();
  }
}
