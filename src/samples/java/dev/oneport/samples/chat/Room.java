package dev.oneport.samples.chat;

/**
 * A room, as everybody may see it.
 *
 * @param owner the colour of who made it
 * @param capacity how many may be in it at once
 * @param closed whether it has a password
 */
public record Room(long id, String title, String owner, int capacity, boolean closed) {
  /** Its name in Socket.IO. */
  String channel() {
    return channel(id);
  }

  static String channel(long id) {
    return "room-" + id;
  }
}
