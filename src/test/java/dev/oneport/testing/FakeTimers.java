package dev.oneport.testing;

import dev.oneport.concurrent.Timers;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Timers in virtual time: {@link #advance} runs what is due, on the calling thread, in order of
 * time.
 */
public final class FakeTimers implements Timers {
  private final FakeClock clock = new FakeClock();
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
  private long scheduled;

  private record Task(long due, long number, Runnable action) {}

  /** The clock that these timers move. */
  public FakeClock clock() {
    return clock;
  }

  @Override
  public synchronized Timer schedule(long delayMillis, Runnable task) {
    if (delayMillis < 0) {
      throw new IllegalArgumentException("delayMillis=" + delayMillis);
    }
    Task entry = new Task(clock.millis() + delayMillis, scheduled++, task);
    tasks.add(entry);
    return () -> {
      synchronized (this) {
        tasks.remove(entry);
      }
    };
  }

  /** How many tasks wait. */
  public synchronized int pending() {
    return tasks.size();
  }

  /** Lets time pass; tasks that tasks schedule run too if they are due. */
  public void advance(long millis) {
    long end = clock.millis() + millis;
    for (Task task = nextUntil(end); task != null; task = nextUntil(end)) {
      clock.moveTo(task.due());
      task.action().run();
    }
    clock.moveTo(end);
  }

  private synchronized @Nullable Task nextUntil(long end) {
    Task first = tasks.peek();
    return first != null && first.due() <= end ? tasks.poll() : null;
  }
}
