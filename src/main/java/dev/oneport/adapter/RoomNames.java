package dev.oneport.adapter;

import java.util.Collection;

/**
 * Names of rooms that are the server's own. A user's sessions are reached by such a name, which
 * also tells other servers; nobody joins it: who is in it follows from the sessions' principals.
 * Stateless.
 */
public final class RoomNames {
  private static final String OWN_PREFIX = "oneport:";

  /** Who is in it gets what is emitted to everybody in the namespace, without being in that. */
  public static final String EVERYBODY = OWN_PREFIX + "everybody";

  private static final String USER_PREFIX = OWN_PREFIX + "user:";

  private RoomNames() {}

  /** Whether applications and clients may not use it. */
  public static boolean isReserved(String room) {
    return room.startsWith(OWN_PREFIX);
  }

  /** Whether it stands for the sessions of a user. */
  static boolean isOfUser(String room) {
    return room.startsWith(USER_PREFIX);
  }

  /**
   * Checks names that come from outside.
   *
   * @return the same
   * @throws IllegalArgumentException if one is reserved
   */
  public static <C extends Collection<String>> C check(C rooms) {
    for (String room : rooms) {
      if (isReserved(room)) {
        throw new IllegalArgumentException("\"" + room + "\" is a reserved room name");
      }
    }
    return rooms;
  }

  /** The name that stands for every session of a user. */
  public static String ofUser(String name) {
    return USER_PREFIX + name;
  }
}
