package dev.oneport.metrics;

import dev.oneport.TransportName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts something for each transport. Any thread. */
public final class TransportCounter {
  /** Filled once: reading it needs no lock. */
  private final Map<TransportName, LongAdder> counts = new EnumMap<>(TransportName.class);

  TransportCounter() {
    for (TransportName transport : TransportName.values()) {
      counts.put(transport, new LongAdder());
    }
  }

  /** Counts one. */
  public void increment(TransportName transport) {
    add(transport, 1);
  }

  /**
   * Counts several.
   *
   * @param more negative for those that are no more
   */
  public void add(TransportName transport, long more) {
    of(transport).add(more);
  }

  /** How many there were over a transport. */
  public long count(TransportName transport) {
    return of(transport).sum();
  }

  /** How many there were over each transport; a snapshot. */
  public Map<TransportName, Long> counts() {
    Map<TransportName, Long> snapshot = new EnumMap<>(TransportName.class);
    counts.forEach((transport, count) -> snapshot.put(transport, count.sum()));
    return snapshot;
  }

  private LongAdder of(TransportName transport) {
    return Objects.requireNonNull(counts.get(transport));
  }
}
