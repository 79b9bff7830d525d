package dev.oneport.console;

import dev.oneport.TransportName;
import dev.oneport.metrics.Histogram;
import dev.oneport.metrics.Metrics;
import dev.oneport.metrics.ReasonCounter;
import dev.oneport.metrics.TransportCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes samples: of gauges what they are, of counters what they rose by in a second. One thread at
 * a time.
 */
final class Sampler {
  /** What the values of a sample are. Those of connections are named as their transports are. */
  static final List<String> COLUMNS = columns();

  private static final int MEDIAN = 50;
  private static final int SLOWEST = 99;
  private static final double MILLIS = 1_000.0;
  private static final double NONE = -1;

  private final Metrics metrics;
  private Counts before;

  /** Counters that only rise. */
  private record Counts(
      long nanos,
      long received,
      long sent,
      long dropped,
      long receivedBytes,
      long sentBytes,
      long opened,
      long ended,
      long refused,
      Histogram.Snapshot fanOut) {}

  Sampler(Metrics metrics) {
    this.metrics = metrics;
    before = counts();
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (TransportName transport : TransportName.values()) {
      columns.add(transport.text());
    }
    columns.addAll(
        List.of(
            "received",
            "sent",
            "dropped",
            "receivedBytes",
            "sentBytes",
            "opened",
            "ended",
            "refused",
            "fanOutMedian",
            "fanOutSlowest",
            "queuedBytes"));
    return List.copyOf(columns);
  }

  /** What there is now, and came since the sample before. */
  Sample sample(long timeMillis) {
    Counts now = counts();
    double seconds = Math.max((now.nanos() - before.nanos()) / 1e9, 1e-3);
    List<Double> values = new ArrayList<>();
    Map<TransportName, Long> connections = metrics.live().counts();
    for (TransportName transport : TransportName.values()) {
      values.add((double) connections.getOrDefault(transport, 0L));
    }
    values.add(rate(now.received() - before.received(), seconds));
    values.add(rate(now.sent() - before.sent(), seconds));
    values.add(rate(now.dropped() - before.dropped(), seconds));
    values.add(rate(now.receivedBytes() - before.receivedBytes(), seconds));
    values.add(rate(now.sentBytes() - before.sentBytes(), seconds));
    values.add(rate(now.opened() - before.opened(), seconds));
    values.add(rate(now.ended() - before.ended(), seconds));
    values.add(rate(now.refused() - before.refused(), seconds));
    Histogram.Snapshot fanOut = now.fanOut().since(before.fanOut());
    values.add(percentileMillis(fanOut, MEDIAN));
    values.add(percentileMillis(fanOut, SLOWEST));
    values.add((double) metrics.queuedBytes());
    before = now;
    return new Sample(timeMillis, values);
  }

  /** To a tenth: what is shown needs no more digits, and they would be sent each second. */
  private static double rate(long more, double seconds) {
    return Math.round(more / seconds * 10) / 10.0;
  }

  /** The bound of a step; -1 if nothing was emitted, or it took longer than all bounds. */
  private static double percentileMillis(Histogram.Snapshot snapshot, int percent) {
    if (snapshot.count() == 0) {
      return NONE;
    }
    double seconds = snapshot.percentileSeconds(percent);
    return Double.isInfinite(seconds) ? NONE : seconds * MILLIS;
  }

  private Counts counts() {
    return new Counts(
        metrics.nanoTime(),
        sum(metrics.eventsReceived()),
        sum(metrics.eventsSent()),
        sum(metrics.eventsDropped()),
        sum(metrics.bytesReceived()),
        sum(metrics.bytesSent()),
        sum(metrics.opened()),
        sum(metrics.ended()),
        sum(metrics.refusals()),
        metrics.fanOut().snapshot());
  }

  private static long sum(TransportCounter counter) {
    return counter.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  private static long sum(ReasonCounter counter) {
    return counter.counts().values().stream().mapToLong(Long::longValue).sum();
  }
}
