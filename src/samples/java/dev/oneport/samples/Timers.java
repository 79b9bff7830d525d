package dev.oneport.samples;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Two threads for what the samples do by the clock; they end with the application. */
@ApplicationScoped
public class Timers {
  private static final System.Logger LOG = System.getLogger(Timers.class.getName());

  /** What was begun here. */
  @FunctionalInterface
  public interface Timer {
    /** Ends it; a run that is under way goes on. */
    void cancel();
  }

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(2, task -> new Thread(task, "samples-timer"));

  /** Runs a task again and again, first after one period; also after it has failed. */
  public Timer every(Duration period, Runnable task) {
    long millis = period.toMillis();
    var begun =
        threads.scheduleAtFixedRate(() -> attempt(task), millis, millis, TimeUnit.MILLISECONDS);
    return () -> begun.cancel(false);
  }

  /** Runs a task once. */
  public Timer after(Duration delay, Runnable task) {
    var begun = threads.schedule(() -> attempt(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> begun.cancel(false);
  }

  /** An exception would end the timer, and nobody would hear of it. */
  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (IllegalStateException e) {
      // So says the Socket.IO server until it has started: the next run is in time.
      LOG.log(Level.DEBUG, "timer-early: A timer's task was left out", e);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "timer-failed: A timer's task failed; it will run again", e);
    }
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
