package dev.oneport.concurrent;

import java.lang.System.Logger.Level;

/** Runs tasks that should not throw, and says so if one did. */
final class Tasks {
  private static final System.Logger LOG = System.getLogger(Tasks.class.getName());

  private Tasks() {}

  /** Runs a task; an exception is a defect of ours, which must not end the thread it ran on. */
  static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.log(Level.ERROR, "A task failed", e);
    }
  }
}
