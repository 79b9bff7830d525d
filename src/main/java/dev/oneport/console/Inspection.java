package dev.oneport.console;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What somebody sees who looks at events: those since that one looked last, no more of them in a
 * second than wanted, and how many more there were. Any thread.
 */
public final class Inspection {
  static final int MAX_WAITING = 200;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventFilter filter;
  private final Clock clock;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Deque<PassedEvent> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private long skipped;

  @GuardedBy("lock")
  private long secondBegan;

  @GuardedBy("lock")
  private int inSecond;

  private volatile long lookedAt;

  /**
   * What there was since the last look.
   *
   * @param events the oldest first
   * @param skipped how many more passed that are not shown
   */
  public record Seen(List<PassedEvent> events, long skipped) {}

  Inspection(EventFilter filter, Clock clock) {
    this.filter = filter;
    this.clock = clock;
    secondBegan = clock.nanoTime();
    lookedAt = secondBegan;
  }

  EventFilter filter() {
    return filter;
  }

  long lookedAt() {
    return lookedAt;
  }

  void look(long nowNanos) {
    lookedAt = nowNanos;
  }

  /**
   * An event passes.
   *
   * @param event called only if it is to be shown; under the lock: what it says exists already
   */
  void offer(Supplier<PassedEvent> event) {
    long now = clock.nanoTime();
    synchronized (lock) {
      if (now - secondBegan >= SECOND_NANOS) {
        secondBegan = now;
        inSecond = 0;
      }
      if (inSecond >= filter.perSecond() || waiting.size() >= MAX_WAITING) {
        skipped++;
        return;
      }
      inSecond++;
      waiting.addLast(event.get());
    }
  }

  /** What there was since the last call. */
  public Seen take() {
    synchronized (lock) {
      Seen seen = new Seen(List.copyOf(waiting), skipped);
      waiting.clear();
      skipped = 0;
      return seen;
    }
  }
}
