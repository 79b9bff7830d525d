package dev.oneport.concurrent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Timers for what very many do now and then, heartbeats above all: those that are due at nearly the
 * same time share one wake-up, and once they do, go on together. A task is never early, and late by
 * a hundredth of its delay at most, and by a quarter of a second. Any thread.
 */
public final class TimerWheel implements Timers {
  /** Steps in a delay; a power of two. */
  private static final long STEPS = 128;

  private static final long MAX_STEP_MILLIS = 256;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Timers timers;
  private final Clock clock;

  /** By the millisecond at which they are due. */
  private final Map<Long, Slot> slots = new ConcurrentHashMap<>();

  /**
   * Over timers that it wakes up by.
   *
   * @param clock that they go by
   */
  public TimerWheel(Timers timers, Clock clock) {
    this.timers = timers;
    this.clock = clock;
  }

  /** A task that waits; a link of its slot's chain. */
  private static final class Entry implements Timer {
    private final Slot slot;
    private final Runnable task;

    /** Of the chain. With the slot's lock held. */
    private @Nullable Entry before;

    private @Nullable Entry after;

    Entry(Slot slot, Runnable task) {
      this.slot = slot;
      this.task = task;
    }

    @Override
    public void cancel() {
      slot.remove(this);
    }
  }

  /** Tasks that run together. */
  private static final class Slot {
    @GuardedBy("this")
    private @Nullable Entry first;

    @GuardedBy("this")
    private boolean over;

    /** Returns null if it is too late. */
    synchronized @Nullable Entry add(Runnable task) {
      if (over) {
        return null;
      }
      Entry entry = new Entry(this, task);
      entry.after = first;
      if (first != null) {
        first.before = entry;
      }
      first = entry;
      return entry;
    }

    synchronized void remove(Entry entry) {
      if (entry.before != null) {
        entry.before.after = entry.after;
      } else if (entry == first) {
        first = entry.after;
      }
      if (entry.after != null) {
        entry.after.before = entry.before;
      }
      entry.before = null;
      entry.after = null;
    }

    /** The one to run next; null if none is left. Others may still be cancelled. */
    synchronized @Nullable Entry take() {
      over = true;
      Entry next = first;
      if (next != null) {
        remove(next);
      }
      return next;
    }
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    if (delayMillis < STEPS) {
      return timers.schedule(delayMillis, task); // Nobody else is due at nearly the same time.
    }
    long step = Math.min(MAX_STEP_MILLIS, Long.highestOneBit(delayMillis / STEPS));
    long now = clock.nanoTime();
    long earliest = Math.floorDiv(now, NANOS_PER_MILLI) + delayMillis + 1;
    long due = -Math.floorDiv(-earliest, step) * step;
    Entry entry = slot(due, now).add(task);
    while (entry == null) {
      entry = slot(due, now).add(task);
    }
    return entry;
  }

  private Slot slot(long due, long now) {
    Slot found = slots.get(due);
    if (found != null) {
      return found;
    }
    Slot made = new Slot();
    Slot other = slots.putIfAbsent(due, made);
    if (other != null) {
      return other;
    }
    long wait = due - Math.floorDiv(now, NANOS_PER_MILLI);
    timers.schedule(Math.max(0, wait), () -> run(due, made));
    return made;
  }

  private void run(long due, Slot slot) {
    slots.remove(due, slot);
    for (Entry next = slot.take(); next != null; next = slot.take()) {
      Tasks.run(next.task);
    }
  }

  @Override
  public void scheduleOrAtEnd(long delayMillis, Runnable task) {
    timers.scheduleOrAtEnd(delayMillis, task);
  }
}
