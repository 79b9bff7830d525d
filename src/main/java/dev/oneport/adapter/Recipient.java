package dev.oneport.adapter;

/** Somebody who can be in rooms: a Socket.IO socket, or a subscriber on any other transport. */
public interface Recipient {

  /** Unique in its namespace; the name of the room that it alone is in. */
  String id();

  /** Whether broadcasts to everybody in the namespace are for it, not only those to its rooms. */
  default boolean isInNamespace() {
    return true;
  }

  /** Queues a broadcast for it. Never blocks, never throws. */
  void deliver(Broadcast broadcast);
}
