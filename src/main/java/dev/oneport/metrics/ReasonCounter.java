package dev.oneport.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts something by the reason for it. Any thread. */
public final class ReasonCounter {
  /** Clients may choose the reasons: those that come later than so many are counted as one. */
  public static final int MAX_REASONS = 100;

  /** Stands for what comes later. */
  public static final String OTHERS = "others";

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  ReasonCounter() {}

  /** Counts one. */
  public void increment(String reason) {
    LongAdder known = counts.get(reason);
    if (known == null) {
      String counted = counts.size() < MAX_REASONS ? reason : OTHERS;
      known = counts.computeIfAbsent(counted, any -> new LongAdder());
    }
    known.increment();
  }

  /** How often there was each reason, in the order of the alphabet; a snapshot. */
  public Map<String, Long> counts() {
    Map<String, Long> snapshot = new TreeMap<>();
    counts.forEach((reason, count) -> snapshot.put(reason, count.sum()));
    return snapshot;
  }
}
