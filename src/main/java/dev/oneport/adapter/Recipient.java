package dev.oneport.adapter;

/**
 * Somebody who can be in rooms: a Socket.IO socket, or a subscriber on any other transport.
 *
 * <p>A broadcast reaches it in two steps: it is queued for all recipients while the adapter holds
 * its order lock, then sent by each of them without the lock.
 */
public interface Recipient {

  /** Unique in its namespace; the name of the room that it alone is in. */
  String id();

  /** Whether broadcasts to everybody in the namespace are for it, not only those to its rooms. */
  default boolean isInNamespace() {
    return true;
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
}
