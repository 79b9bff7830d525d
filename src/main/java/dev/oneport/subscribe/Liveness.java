package dev.oneport.subscribe;

import dev.oneport.adapter.PlainText;
import dev.oneport.concurrent.Timers;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pings a subscriber over WebSocket, and ends it when nothing comes from it any more. Any thread.
 *
 * <p>The ping is a text, which a page can see; where nothing waits to be written a WebSocket ping
 * follows, which the browser answers for a page that does not.
 */
public final class Liveness {
  /** Pings in a row that may stay unanswered: networks of phones pause for longer than one. */
  private static final int MAX_UNANSWERED = 2;

  private final Subscriber subscriber;
  private final Timers timers;
  private final int periodMillis;

  /** Since something came from the client. */
  private final AtomicInteger unanswered = new AtomicInteger();

  /** How many pings there were. Touched by one check at a time. */
  private volatile int pings;

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
    unanswered.set(0);
  }

  /** Not every container notices that a peer is gone. */
  private void check() {
    if (subscriber.hasEnded()) {
      return;
    }
    if (unanswered.getAndIncrement() == MAX_UNANSWERED) {
      subscriber.end(End.SILENT);
      return;
    }
    boolean idle = subscriber.isIdle();
    int number = pings + 1;
    pings = number;
    subscriber.send("{\"ping\":" + number + "}");
    if (idle) {
      subscriber.send(PlainText.PING);
    }
    start();
  }
}
