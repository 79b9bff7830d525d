package dev.oneport.session;

import dev.oneport.BackPressure;
import dev.oneport.BackPressureListener;
import dev.oneport.ClientSession;
import dev.oneport.concurrent.Timers;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Who wants to know of slow clients, and where and when they are told. Any thread. */
final class BackPressureListeners {
  private static final System.Logger LOG = System.getLogger(BackPressureListeners.class.getName());

  /** How long drops are collected. */
  private static final int COLLECT_MILLIS = 1_000;

  private final List<BackPressureListener> listeners = new CopyOnWriteArrayList<>();
  private final Executor handlers;
  private final Timers timers;

  BackPressureListeners(Executor handlers, Timers timers) {
    this.handlers = handlers;
    this.timers = timers;
  }

  void add(BackPressureListener listener) {
    listeners.add(listener);
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** Runs a task on a thread for handlers. */
  void execute(Runnable task) {
    try {
      handlers.execute(task);
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "a listener was not called: the application is being stopped");
    }
  }

  /** The same once more may have come. */
  void executeLater(Runnable task) {
    timers.schedule(COLLECT_MILLIS, () -> execute(task));
  }

  void tell(ClientSession session, BackPressure pressure) {
    for (BackPressureListener listener : listeners) {
      try {
        listener.onBackPressure(session, pressure);
      } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
        LOG.log(Level.WARNING, "listener-failed: A listener for back-pressure failed", e);
      }
    }
  }
}
