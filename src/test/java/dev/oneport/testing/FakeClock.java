package dev.oneport.testing;

import dev.oneport.concurrent.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A clock that stands still until it is moved. */
public final class FakeClock implements Clock {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private volatile long millis;

  /** Milliseconds since the clock was made. */
  public long millis() {
    return millis;
  }

  void moveTo(long newMillis) {
    millis = newMillis;
  }

  @Override
  public long nanoTime() {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Override
  public Instant now() {
    return START.plusMillis(millis);
  }
}
