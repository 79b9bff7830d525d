package dev.oneport.socketio;

import dev.oneport.protocol.socketio.EventNames;

/** Names of events that applications and clients may not use. Stateless; safe for any thread. */
public final class OwnEvents {
  /** The server's own events begin so. */
  private static final String OWN_PREFIX = "oneport:";

  private OwnEvents() {}

  /**
   * Checks the name of an event that the application emits.
   *
   * @return the name
   * @throws IllegalArgumentException if it is reserved
   */
  static String check(String event) {
    if (isReserved(event)) {
      throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
    }
    return event;
  }

  /** Whether applications may not emit an event of that name. */
  public static boolean isReserved(String event) {
    return EventNames.isReserved(event) || isOwn(event);
  }

  static boolean isOwn(String event) {
    return event.startsWith(OWN_PREFIX);
  }
}
