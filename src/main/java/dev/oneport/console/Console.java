package dev.oneport.console;

import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.metrics.EventWatch;
import dev.oneport.metrics.Metrics;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What those who look after a server are shown of one application. It watches what passes from
 * {@link #start} until {@link #close}; looked at by any thread.
 */
public final class Console implements EventWatch, AutoCloseable {
  private static final int TICK_MILLIS = 1_000;

  /** Of a rate that is to be steady enough to be read. */
  private static final int TICKS_PER_RATE = 5;

  private final Metrics metrics;
  private final Timers timers;
  private final Executor worker;
  private final Clock clock;
  private final History history;
  private final RoomRates rates = new RoomRates();
  private final Inspector inspector;

  /** Owned by the tick: the next is scheduled once one is over. */
  private int ticks;

  /** Owned by the tick. */
  private long ratedAtNanos;

  private volatile boolean closed;

  /**
   * Watches nothing yet.
   *
   * @param worker runs what is done each second
   */
  public Console(Metrics metrics, Timers timers, Executor worker, Clock clock) {
    this.metrics = metrics;
    this.timers = timers;
    this.worker = worker;
    this.clock = clock;
    history = new History(metrics);
    inspector = new Inspector(clock);
    ratedAtNanos = clock.nanoTime();
  }

  /** Begins to watch; called once. */
  public void start() {
    metrics.watch(this);
    schedule();
  }

  private void schedule() {
    timers.schedule(TICK_MILLIS, this::tickOnWorker);
  }

  private void tickOnWorker() {
    try {
      worker.execute(this::tick);
    } catch (RejectedExecutionException stopping) {
      closed = true;
    }
  }

  private void tick() {
    if (closed) {
      return;
    }
    history.tick(clock.now().toEpochMilli());
    inspector.prune();
    ticks++;
    if (ticks % TICKS_PER_RATE == 0) {
      long now = clock.nanoTime();
      rates.tick((now - ratedAtNanos) / 1e9);
      ratedAtNanos = now;
    }
    schedule();
  }

  /** How the numbers were. */
  public History history() {
    return history;
  }

  /** Which rooms are busy. */
  public RoomRates rates() {
    return rates;
  }

  /** Shows events that pass. */
  public Inspector inspector() {
    return inspector;
  }

  @Override
  public void emitted(Emitted event) {
    if (event.onlyFor() == null) {
      rates.count(event.namespace(), event.rooms());
    }
    inspector.emitted(event);
  }

  @Override
  public void received(Received event) {
    inspector.received(event);
  }

  @Override
  public void close() {
    closed = true;
    metrics.watch(EventWatch.NONE);
  }
}
