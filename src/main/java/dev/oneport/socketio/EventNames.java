package dev.oneport.socketio;

import java.util.Set;

/** Names of events that applications and clients may not use. */
final class EventNames {
  /** The server's own events begin so. */
  private static final String OWN_PREFIX = "oneport:";

  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private EventNames() {}

  /**
   * Checks the name of an event that the application emits.
   *
   * @return the name
   * @throws IllegalArgumentException if it is reserved
   */
  static String check(String event) {
    if (RESERVED.contains(event) || isOwn(event)) {
      throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
    }
    return event;
  }

  static boolean isOwn(String event) {
    return event.startsWith(OWN_PREFIX);
  }
}
