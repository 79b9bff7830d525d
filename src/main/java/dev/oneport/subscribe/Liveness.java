package dev.oneport.subscribe;

import dev.oneport.adapter.PlainText;
import dev.oneport.concurrent.Timers;

/** Pings a subscriber, and ends it when nothing came between two pings. Any thread. */
public final class Liveness {
  private final Subscriber subscriber;
  private final Timers timers;
  private final int periodMillis;

  /** Whether anything came from the client since the last ping. */
  private volatile boolean heard = true;

  /**
   * Does not ping yet.
   *
   * @param periodMillis between two pings
   */
  public Liveness(Subscriber subscriber, Timers timers, int periodMillis) {
    this.subscriber = subscriber;
    this.timers = timers;
    this.periodMillis = periodMillis;
  }

  /** Begins to ping. */
  public void start() {
    timers.schedule(periodMillis, this::check);
  }

  /** Something came from the client: a text, or its answer to a ping. */
  public void onSignOfLife() {
    heard = true;
  }

  /** Not every container notices that a peer is gone. */
  private void check() {
    if (subscriber.hasEnded()) {
      return;
    }
    if (!heard) {
      subscriber.end(End.NORMAL);
      return;
    }
    heard = false;
    subscriber.send(PlainText.PING);
    start();
  }
}
