package dev.oneport.socketio;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many sockets are in a namespace or about to be, and whether it may be removed: who has
 * entered keeps it. Any thread.
 */
final class Occupancy {
  private static final int CLOSED = -1;

  private final AtomicInteger count = new AtomicInteger();

  /**
   * One more.
   *
   * @return false if it was closed: there will be no more
   */
  boolean enter() {
    return count.updateAndGet(before -> before == CLOSED ? CLOSED : before + 1) != CLOSED;
  }

  /**
   * One less, who has entered.
   *
   * @return whether nobody is left
   */
  boolean leave() {
    return count.decrementAndGet() == 0;
  }

  /** Keeps everybody out, if nobody is in. */
  boolean closeIfEmpty() {
    return count.compareAndSet(0, CLOSED);
  }

  /** Lets them in again, after {@link #closeIfEmpty}. */
  void reopen() {
    count.set(0);
  }
}
