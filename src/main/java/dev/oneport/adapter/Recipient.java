package dev.oneport.adapter;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be in rooms: a Socket.IO socket, or a subscriber on any other transport.
 *
 * <p>A broadcast reaches it in two steps: it is queued for all recipients while the adapter holds
 * its order lock, then sent by each of them without the lock.
 */
public interface Recipient {

  /** Unique in its namespace; the name of the room that it alone is in. */
  String id();

  /** The name of the principal it belongs to; null if nobody. Never changes. */
  @Nullable String user();

  /** Whether broadcasts to everybody in the namespace are for it, not only those to its rooms. */
  default boolean isInNamespace() {
    return true;
  }

  /**
   * Whether it can answer, as Socket.IO sockets do. If so, queueing a broadcast that has an {@link
   * AckRequest} calls {@link AckCollector#asked}; later comes one call of {@link
   * AckCollector#answered} or {@link AckCollector#gone}.
   */
  default boolean canAnswer() {
    return false;
  }

  /**
   * Queues a broadcast for it, in whatever form it takes. Called under the adapter's order lock:
   * nothing but memory is touched, no application code is called, and nothing is thrown. The form
   * is made here, not later: the event log counts what the forms of its events take.
   */
  void enqueue(Broadcast broadcast);

  /**
   * Sends what was queued. Called without any lock held. Never blocks on the peer, never throws.
   */
  void flush();

  /**
   * Makes it join rooms.
   *
   * @return false if it would be in more than it may; then it joined none
   */
  boolean join(Set<String> rooms);

  /** Makes it leave a room. */
  void leave(String room);

  /**
   * Disconnects it. Never blocks.
   *
   * @param close whether its connection is closed even if it has other uses
   */
  void disconnect(boolean close);

  /** What it is like now; null unless it is a Socket.IO socket. */
  default @Nullable SocketSnapshot snapshot() {
    return null;
  }
}
