package dev.oneport.metrics;

import dev.oneport.concurrent.Clock;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is measured about one application, since it started. Any thread; recording touches nothing
 * but memory, so it may be done under a lock.
 */
public final class Metrics {
  private final Clock clock;
  private final TransportCounter live = new TransportCounter();
  private final TransportCounter opened = new TransportCounter();
  private final TransportCounter eventsReceived = new TransportCounter();
  private final TransportCounter eventsSent = new TransportCounter();
  private final TransportCounter eventsDropped = new TransportCounter();
  private final TransportCounter bytesReceived = new TransportCounter();
  private final TransportCounter bytesSent = new TransportCounter();
  private final ReasonCounter refusals = new ReasonCounter();
  private final ReasonCounter ended = new ReasonCounter();
  private final ReasonCounter fallbacks = new ReasonCounter();
  private final LongAdder upgraded = new LongAdder();
  private final LongAdder upgradesFailed = new LongAdder();
  private final LongAdder recovered = new LongAdder();
  private final LongAdder recoveriesFailed = new LongAdder();
  private final LongAdder queuedBytes = new LongAdder();
  private final HighWater queue = new HighWater();
  private final Histogram heartbeat =
      new Histogram(
          1_000,
          2_500,
          5_000,
          10_000,
          25_000,
          50_000,
          100_000,
          250_000,
          500_000,
          1_000_000,
          2_500_000,
          5_000_000,
          10_000_000,
          25_000_000);
  private final Histogram fanOut =
      new Histogram(
          10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000,
          1_000_000);

  private volatile EventWatch watch = EventWatch.NONE;

  /** Nothing yet. */
  public Metrics() {
    this(Clock.system());
  }

  /** The same with a clock of its own. */
  public Metrics(Clock clock) {
    this.clock = clock;
  }

  /** A moment to measure from, for what follows. */
  public long nanoTime() {
    return clock.nanoTime();
  }

  /** Who sees events as they pass; one at a time. */
  public void watch(EventWatch next) {
    watch = next;
  }

  /** Who sees events as they pass. */
  public EventWatch watch() {
    return watch;
  }

  /** Connections that there are, over the transport that each has now. */
  public TransportCounter live() {
    return live;
  }

  /** Connections that were opened; one that is upgraded counts where it began. */
  public TransportCounter opened() {
    return opened;
  }

  /** Events that clients sent and handlers are given. */
  public TransportCounter eventsReceived() {
    return eventsReceived;
  }

  /** Events for clients: one for each client. */
  public TransportCounter eventsSent() {
    return eventsSent;
  }

  /** Those among them that a client could not take. */
  public TransportCounter eventsDropped() {
    return eventsDropped;
  }

  /** What clients sent, without headers and before compression. */
  public TransportCounter bytesReceived() {
    return bytesReceived;
  }

  /** What was written to clients, without headers and before compression. */
  public TransportCounter bytesSent() {
    return bytesSent;
  }

  /** Requests that were not let in. */
  public ReasonCounter refusals() {
    return refusals;
  }

  /** Connections that are over, by why. */
  public ReasonCounter ended() {
    return ended;
  }

  /** Why clients do without what they tried first, as they tell it. */
  public ReasonCounter fallbacks() {
    return fallbacks;
  }

  /** Changes from polling to WebSocket. */
  public LongAdder upgraded() {
    return upgraded;
  }

  /** Those that were begun in vain. */
  public LongAdder upgradesFailed() {
    return upgradesFailed;
  }

  /** Clients that came back and have missed nothing. */
  public LongAdder recovered() {
    return recovered;
  }

  /** Clients that came back and were told that they may have missed something. */
  public LongAdder recoveriesFailed() {
    return recoveriesFailed;
  }

  /**
   * What waits for a client has become more or less.
   *
   * @param bytes that wait for it now
   * @param more than before; negative if less
   */
  public void waiting(long bytes, long more) {
    queuedBytes.add(more);
    queue.rise(bytes);
  }

  /** Bytes that wait or are being written, for all clients together. */
  public long queuedBytes() {
    return queuedBytes.sum();
  }

  /** The most bytes that ever waited for one client. */
  public HighWater queue() {
    return queue;
  }

  /** From a ping to the answer to it. */
  public Histogram heartbeat() {
    return heartbeat;
  }

  /** From an emit to several clients until it is queued for all, and on its way to most. */
  public Histogram fanOut() {
    return fanOut;
  }
}
