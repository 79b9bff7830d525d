package dev.oneport.concurrent;

import java.lang.System.Logger.Level;

/** Runs tasks that should not throw, and says so if one did. */
final class Tasks {
  private static final System.Logger LOG = System.getLogger(Tasks.class.getName());

  private Tasks() {}

  /**
   * Runs a task. Whatever it throws, an error of the JVM too, must not end what would run after it.
   */
  static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "task-failed: A task failed", e);
    }
  }
}
