package dev.oneport.console;

import dev.oneport.metrics.Metrics;
import java.util.List;

/**
 * How the numbers were: each second of the last ten minutes, each minute of the last day. Of a
 * fixed size, in memory. Any thread reads; one at a time calls {@link #tick}.
 */
public final class History {
  private static final int SECONDS = 600;
  private static final int MINUTES = 1_440;
  private static final int TICKS_PER_MINUTE = 60;

  private final Window seconds;
  private final Window minutes;
  private int ticks;

  /** Nothing yet. */
  History(Metrics metrics) {
    seconds = new Window(SECONDS, metrics);
    minutes = new Window(MINUTES, metrics);
  }

  /** What the values of the samples are, in their order. */
  public static List<String> columns() {
    return Sampler.COLUMNS;
  }

  /** A second has passed. */
  void tick(long timeMillis) {
    seconds.add(timeMillis);
    ticks++;
    if (ticks == TICKS_PER_MINUTE) {
      ticks = 0;
      minutes.add(timeMillis);
    }
  }

  /** The seconds after a time, the oldest first. */
  public List<Sample> seconds(long sinceMillis) {
    return seconds.since(sinceMillis);
  }

  /** The minutes after a time, the oldest first. */
  public List<Sample> minutes(long sinceMillis) {
    return minutes.since(sinceMillis);
  }
}
