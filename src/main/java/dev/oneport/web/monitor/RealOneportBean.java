package dev.oneport.web.monitor;

import dev.oneport.metrics.Metrics;
import java.util.Map;
import java.util.TreeMap;

/** Shows metrics to JMX. Any thread. */
record RealOneportBean(String version, Metrics metrics) implements OneportMXBean {

  @Override
  public String getVersion() {
    return version;
  }

  @Override
  public Map<String, Long> getConnections() {
    return named(metrics.live().counts());
  }

  @Override
  public Map<String, Long> getConnectionsOpened() {
    return named(metrics.opened().counts());
  }

  @Override
  public Map<String, Long> getConnectionsEnded() {
    return metrics.ended().counts();
  }

  @Override
  public Map<String, Long> getRefusals() {
    return metrics.refusals().counts();
  }

  @Override
  public long getUpgrades() {
    return metrics.upgraded().sum();
  }

  @Override
  public long getUpgradesFailed() {
    return metrics.upgradesFailed().sum();
  }

  @Override
  public Map<String, Long> getFallbacks() {
    return metrics.fallbacks().counts();
  }

  @Override
  public long getRecoveries() {
    return metrics.recovered().sum();
  }

  @Override
  public long getRecoveriesFailed() {
    return metrics.recoveriesFailed().sum();
  }

  @Override
  public Map<String, Long> getEventsReceived() {
    return named(metrics.eventsReceived().counts());
  }

  @Override
  public Map<String, Long> getEventsSent() {
    return named(metrics.eventsSent().counts());
  }

  @Override
  public Map<String, Long> getEventsDropped() {
    return named(metrics.eventsDropped().counts());
  }

  @Override
  public Map<String, Long> getBytesReceived() {
    return named(metrics.bytesReceived().counts());
  }

  @Override
  public Map<String, Long> getBytesSent() {
    return named(metrics.bytesSent().counts());
  }

  @Override
  public long getQueuedBytes() {
    return metrics.queuedBytes();
  }

  @Override
  public long getQueueHighWaterBytes() {
    return metrics.queue().value();
  }

  @Override
  public Times getHeartbeat() {
    return new Times(metrics.heartbeat().snapshot());
  }

  @Override
  public Times getFanOut() {
    return new Times(metrics.fanOut().snapshot());
  }

  private static Map<String, Long> named(Map<?, Long> counts) {
    Map<String, Long> named = new TreeMap<>();
    counts.forEach((transport, count) -> named.put(transport.toString(), count));
    return named;
  }
}
