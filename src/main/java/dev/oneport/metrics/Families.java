package dev.oneport.metrics;

import dev.oneport.metrics.Family.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All there is to see, under the names that monitoring knows it by. Any thread. */
public final class Families {
  private static final String TRANSPORT = "transport";
  private static final String REASON = "reason";
  private static final String RESULT = "result";
  private static final String BYTES = "bytes";
  private static final String TOTAL = "_total";

  private final String version;
  private final Metrics metrics;

  /** Of one application. */
  public Families(String version, Metrics metrics) {
    this.version = version;
    this.metrics = metrics;
  }

  /** What was recorded until now, always in the same order. */
  public List<Family> read() {
    return List.of(
        family(
            "oneport", Family.Type.INFO, "", "What runs.", sample("_info", "version", version, 1)),
        gauges("connections", "Clients that are connected.", metrics.live().counts()),
        counters("connections_opened", "", "Connections so far.", metrics.opened()),
        reasons("connections_ended", "Connections that are over.", metrics.ended()),
        reasons("refusals", "Requests that were not let in.", metrics.refusals()),
        results(
            "upgrades",
            "Changes from polling to WebSocket.",
            "done",
            metrics.upgraded().sum(),
            "failed",
            metrics.upgradesFailed().sum()),
        reasons("fallbacks", "Why clients do without what they tried first.", metrics.fallbacks()),
        results(
            "recoveries",
            "Clients that came back: with nothing missed, or not.",
            "recovered",
            metrics.recovered().sum(),
            "lost",
            metrics.recoveriesFailed().sum()),
        counters("events_received", "", "Events from clients.", metrics.eventsReceived()),
        counters("events_sent", "", "Events to clients, each counted.", metrics.eventsSent()),
        counters(
            "events_dropped", "", "Events that a client could not take.", metrics.eventsDropped()),
        counters("received_bytes", BYTES, "Payload from clients.", metrics.bytesReceived()),
        counters("sent_bytes", BYTES, "Payload to clients.", metrics.bytesSent()),
        family(
            "oneport_queued_bytes",
            Family.Type.GAUGE,
            BYTES,
            "What waits to be written, for all clients.",
            sample("", "", "", metrics.queuedBytes())),
        family(
            "oneport_queue_highwater_bytes",
            Family.Type.GAUGE,
            BYTES,
            "The most that ever waited for one client.",
            sample("", "", "", metrics.queue().value())),
        histogram("heartbeat_seconds", "From a ping to its answer.", metrics.heartbeat()),
        histogram("fan_out_seconds", "One emit, to all of its clients.", metrics.fanOut()));
  }

  private static Family counters(String name, String unit, String help, TransportCounter counter) {
    return perTransport(name, Family.Type.COUNTER, unit, help, TOTAL, counter.counts());
  }

  private static Family gauges(String name, String help, Map<?, Long> values) {
    return perTransport(name, Family.Type.GAUGE, "", help, "", values);
  }

  private static Family perTransport(
      String name, Family.Type type, String unit, String help, String suffix, Map<?, Long> values) {
    List<Sample> samples = new ArrayList<>();
    values.forEach(
        (transport, value) -> samples.add(sample(suffix, TRANSPORT, transport.toString(), value)));
    return new Family("oneport_" + name, type, unit, help, samples);
  }

  private static Family reasons(String name, String help, ReasonCounter counter) {
    List<Sample> samples = new ArrayList<>();
    counter.counts().forEach((reason, count) -> samples.add(sample(TOTAL, REASON, reason, count)));
    return new Family("oneport_" + name, Family.Type.COUNTER, "", help, samples);
  }

  private static Family results(
      String name, String help, String good, long goodCount, String bad, long badCount) {
    return family(
        "oneport_" + name,
        Family.Type.COUNTER,
        "",
        help,
        sample(TOTAL, RESULT, good, goodCount),
        sample(TOTAL, RESULT, bad, badCount));
  }

  private static Family histogram(String name, String help, Histogram histogram) {
    Histogram.Snapshot snapshot = histogram.snapshot();
    List<Sample> samples = new ArrayList<>();
    for (Histogram.Bucket bucket : snapshot.buckets()) {
      String bound = Numbers.bound(bucket.boundSeconds());
      samples.add(sample("_bucket", "le", bound, bucket.count()));
    }
    samples.add(sample("_count", "", "", snapshot.count()));
    samples.add(sample("_sum", "", "", snapshot.sumSeconds()));
    return new Family("oneport_" + name, Family.Type.HISTOGRAM, "seconds", help, samples);
  }

  private static Family family(
      String name, Family.Type type, String unit, String help, Sample... samples) {
    return new Family(name, type, unit, help, List.of(samples));
  }

  private static Sample sample(String suffix, String label, String labelValue, Number value) {
    return new Sample(suffix, label, labelValue, value);
  }
}
