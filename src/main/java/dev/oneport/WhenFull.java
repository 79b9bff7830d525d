package dev.oneport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an event for a client that reads more slowly than events come, once as much waits
 * for it as {@code oneport.outboxBytes} allows. Immutable.
 *
 * <p>Said for one emit ({@link BroadcastOperator#whenFull}, {@link Emitter#whenFull}), for a
 * namespace ({@link Namespace#defaultWhenFull}) or for all of them ({@code oneport.whenFull}); what
 * is nearest to the emit counts. It concerns that client alone: nobody else waits or loses
 * anything. Only events are ever dropped, each whole or not at all, its binary parts with it; not
 * acknowledgements, nor anything that keeps the connection alive.
 *
 * <p>A client that lost an event goes on with the next one, and so does its cursor: it is not
 * delivered after a cut either. An answer to an event that was dropped does not come; {@link
 * Emitter#timeout} says so.
 *
 * @param overflow what happens where there is no room; null if something else is to say
 * @param key of events of which only the latest is of interest; null for none
 */
public record WhenFull(@Nullable Overflow overflow, @Nullable String key) {

  /** What happens where there is no room. */
  public enum Overflow {
    /** The client is disconnected. Before that, events that may be dropped make room. */
    CLOSE,
    /** The event is dropped. */
    DROP_NEWEST,
    /**
     * The oldest that wait are dropped, of those events that may be: all that were not emitted with
     * {@link #CLOSE}. If that would not be enough, the event itself is dropped.
     */
    DROP_OLDEST
  }

  /** Disconnects the client: it can come back and be told what it missed. */
  public static final WhenFull CLOSE = new WhenFull(Overflow.CLOSE, null);

  /** Drops the event. What waits already is delivered. */
  public static final WhenFull DROP_NEWEST = new WhenFull(Overflow.DROP_NEWEST, null);

  /** Drops events that wait, the oldest first: what is new counts more. */
  public static final WhenFull DROP_OLDEST = new WhenFull(Overflow.DROP_OLDEST, null);

  /**
   * Says something.
   *
   * @throws IllegalArgumentException if it says nothing
   */
  public WhenFull {
    if (overflow == null && key == null) {
      throw new IllegalArgumentException("neither an overflow nor a key");
    }
  }

  /**
   * Keeps only the latest event of a key: an older one that waits for the client, and of which
   * nothing has been written yet, is taken out of the queue at once, whether that is full or not.
   * The new one takes the end of the queue, not the place of the old: so events, and the cursors
   * that clients come back with, stay in their order.
   *
   * <p>Where there is still no room, the namespace says what happens; or see {@link #or}.
   *
   * @param key of one kind of event in its namespace: a price, the position of a ship
   */
  public static WhenFull conflate(String key) {
    return new WhenFull(null, Objects.requireNonNull(key));
  }

  /**
   * The same; where it does not say what happens when there is no room, the other one says it.
   *
   * @param other of which the key does not count
   */
  public WhenFull or(WhenFull other) {
    return overflow != null || other.overflow == null ? this : new WhenFull(other.overflow, key);
  }
}
