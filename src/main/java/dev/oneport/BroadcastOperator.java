package dev.oneport;

/**
 * Selects the clients of one namespace that an event goes to, then emits it.
 *
 * <p>Immutable: each modifier returns a new operator, so one may be kept and used from any thread.
 * Without a room it means everybody in the namespace. Recipients are Socket.IO clients and
 * subscribers on any other transport alike.
 *
 * @see <a href="https://socket.io/docs/v4/rooms/">Socket.IO, Rooms</a>
 */
public interface BroadcastOperator {

  /**
   * Adds rooms: a client in any of them receives the event once.
   *
   * @param rooms names; a socket's id is the name of the room that it alone is in
   */
  BroadcastOperator to(String... rooms);

  /** The same as {@link #to}. */
  default BroadcastOperator in(String... rooms) {
    return to(rooms);
  }

  /**
   * Leaves out whoever is in one of these rooms.
   *
   * @param rooms names of rooms, or ids of sockets
   */
  BroadcastOperator except(String... rooms);

  /**
   * Sends the event to everybody selected. Never blocks on a peer: the arguments are encoded here,
   * once, and queued for each recipient.
   *
   * @param event the event's name; not one of Socket.IO's reserved names, nor one that begins with
   *     {@code oneport:}
   * @param args anything JSON-B can write, {@code byte[]} and {@link java.nio.ByteBuffer} at any
   *     depth as binary, {@link JsonText} as it is; null is JSON's null
   * @throws IllegalArgumentException if the name is reserved
   * @throws JsonBindingException if an argument can't be written
   * @throws IllegalStateException if the server is not running
   */
  void emit(String event, @org.jspecify.annotations.Nullable Object... args);
}
