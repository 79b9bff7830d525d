package dev.oneport.web.monitor;

import dev.oneport.metrics.Histogram;
import java.util.Map;

/**
 * What JMX shows of one application with Oneport. Numbers are of the time since it started, unless
 * they are of this moment. Any thread.
 */
public interface OneportMXBean {

  /** The version of Oneport. */
  String getVersion();

  /** How many are connected at this moment, by transport. */
  Map<String, Long> getConnections();

  /** How many connections were opened, by transport. */
  Map<String, Long> getConnectionsOpened();

  /** How many connections are over, by reason. */
  Map<String, Long> getConnectionsEnded();

  /** How many requests were not let in, by reason. */
  Map<String, Long> getRefusals();

  /** How many connections changed from polling to WebSocket. */
  long getUpgrades();

  /** How many began to, in vain. */
  long getUpgradesFailed();

  /** Why clients do without what they tried first, as they tell it. */
  Map<String, Long> getFallbacks();

  /** How many clients came back and have missed nothing. */
  long getRecoveries();

  /** How many came back and may have missed something. */
  long getRecoveriesFailed();

  /** Events from clients, by transport. */
  Map<String, Long> getEventsReceived();

  /** Events to clients, one for each client, by transport. */
  Map<String, Long> getEventsSent();

  /** Those among them that a client could not take, by transport. */
  Map<String, Long> getEventsDropped();

  /** Bytes from clients, without headers, by transport. */
  Map<String, Long> getBytesReceived();

  /** Bytes to clients, without headers, by transport. */
  Map<String, Long> getBytesSent();

  /** Bytes that wait to be written at this moment, for all clients. */
  long getQueuedBytes();

  /** The most bytes that ever waited for one client. */
  long getQueueHighWaterBytes();

  /** From a ping to its answer. */
  Times getHeartbeat();

  /** From an emit to several clients until it is queued for all, and on its way to most. */
  Times getFanOut();

  /**
   * How long something took. The percentiles are bounds of buckets: not more than so long; infinite
   * where it was longer than the last of them.
   */
  final class Times {
    private static final double MILLIS = 1e3;

    private final Histogram.Snapshot snapshot;

    Times(Histogram.Snapshot snapshot) {
      this.snapshot = snapshot;
    }

    /** How often. */
    public long getCount() {
      return snapshot.count();
    }

    /** On average; 0 if never. */
    public double getMeanMillis() {
      return snapshot.count() == 0 ? 0 : snapshot.sumSeconds() * MILLIS / snapshot.count();
    }

    /** Half of them. */
    public double getMedianMillis() {
      return snapshot.percentileSeconds(50) * MILLIS;
    }

    /** All but one of a hundred. */
    public double getPercentile99Millis() {
      return snapshot.percentileSeconds(99) * MILLIS;
    }
  }
}
