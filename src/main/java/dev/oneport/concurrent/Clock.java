package dev.oneport.concurrent;

import java.time.Instant;

/** The time. Any thread. */
public interface Clock {

  /** Nanoseconds since some moment; only differences mean something. */
  long nanoTime();

  /** The time of day. */
  Instant now();

  /** The system's clock. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
