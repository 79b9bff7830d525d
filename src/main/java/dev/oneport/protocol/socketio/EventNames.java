package dev.oneport.protocol.socketio;

import java.util.Set;

/** Event names that the protocol keeps for itself. Stateless; safe for any thread. */
public final class EventNames {

  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private EventNames() {}

  /** Whether neither side may emit an event of this name. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }
}
