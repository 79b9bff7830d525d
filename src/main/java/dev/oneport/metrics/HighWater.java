package dev.oneport.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** The highest value that there was. Any thread. */
public final class HighWater {
  private final AtomicLong highest = new AtomicLong();

  HighWater() {}

  /** There is this value; most often it is not the highest, and then this is one read. */
  public void rise(long value) {
    long before = highest.get();
    while (value > before && !highest.compareAndSet(before, value)) {
      before = highest.get();
    }
  }

  /** The highest one; 0 if there was none. */
  public long value() {
    return highest.get();
  }
}
