package dev.oneport.web.publish;

import dev.oneport.adapter.RoomNames;
import org.jspecify.annotations.Nullable;

/** Names in requests. Stateless. */
final class Names {
  private static final int MAX_ROOM_LENGTH = 255;

  private Names() {}

  /**
   * The name of a namespace.
   *
   * @param name with or without the leading slash; null or empty for the main one
   */
  static String namespace(@Nullable String name) {
    if (name == null) {
      return "/";
    }
    return name.startsWith("/") ? name : "/" + name;
  }

  /** What the name of a room must be; null if it is that. */
  static @Nullable String wrongWithRoom(String name) {
    if (name.isEmpty() || name.length() > MAX_ROOM_LENGTH) {
      return "a name of 1 to " + MAX_ROOM_LENGTH + " characters";
    }
    return RoomNames.isReserved(name) ? "none of the server's own names" : null;
  }
}
