package dev.oneport.concurrent;

import org.jspecify.annotations.Nullable;

/**
 * What counts as "at the same time" where several things are done one after the other: one call of
 * a handler, however long it takes; on a thread that runs no handler, one millisecond. It stands
 * for what a tick of the event loop is in JavaScript.
 *
 * <p>Immutable; safe for any thread.
 */
public final class Moment {
  private static final ThreadLocal<@Nullable Moment> CALL = new ThreadLocal<>();
  private static final long LENGTH_NANOS = 1_000_000;

  /** A moment that is over, whatever comes. */
  public static final Moment PAST = new Moment(-1, 0);

  /** Of the thread it is bound to; 0 for a call, which is equal to nothing but itself. */
  private final long threadId;

  private final long nanoTime;

  private Moment(long threadId, long nanoTime) {
    this.threadId = threadId;
    this.nanoTime = nanoTime;
  }

  /** The moment of a call that is about to be made. */
  public static Moment ofCall() {
    return new Moment(0, 0);
  }

  /** The moment in which the calling thread is. */
  public static Moment now(Clock clock) {
    Moment call = CALL.get();
    return call != null ? call : new Moment(Thread.currentThread().getId(), clock.nanoTime());
  }

  /** Runs a task within this moment. */
  public void run(Runnable task) {
    Moment outer = CALL.get();
    CALL.set(this);
    try {
      task.run();
    } finally {
      if (outer == null) {
        CALL.remove();
      } else {
        CALL.set(outer);
      }
    }
  }

  /** Whether this moment and an earlier one are the same. */
  public boolean isSameAs(Moment earlier) {
    return this == earlier
        || (threadId > 0
            && threadId == earlier.threadId
            && nanoTime - earlier.nanoTime < LENGTH_NANOS);
  }
}
