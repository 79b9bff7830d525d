package dev.oneport;

/**
 * Told what happens to the rooms of a namespace, the sockets' own rooms included. Each thing is
 * told once and in the order it happened: a room is created, then joined; left, then deleted.
 *
 * <p>Called on a thread that runs handlers, one call at a time for all listeners of a namespace,
 * some time after the fact: what is in the room then may be different. An exception is logged and
 * harms nothing else.
 *
 * @see <a href="https://socket.io/docs/v4/rooms/#room-events">Socket.IO, Room events</a>
 */
public interface RoomListener {

  /** Somebody is about to join a room that nobody was in. */
  default void created(String room) {}

  /** The last one has left a room. */
  default void deleted(String room) {}

  /**
   * Somebody joined.
   *
   * @param id of a socket, or of a subscriber on another transport
   */
  default void joined(String room, String id) {}

  /**
   * Somebody left, or disconnected.
   *
   * @param id of a socket, or of a subscriber on another transport
   */
  default void left(String room, String id) {}
}
