package dev.oneport.config;

import java.util.Map;

/**
 * Which rooms clients without a Socket.IO library may listen to, where the application does not
 * decide. Immutable.
 *
 * @param open everybody
 * @param authenticated who has signed in
 * @param byRole who has signed in and has that role
 */
public record RoomsConfig(
    RoomPatterns open, RoomPatterns authenticated, Map<String, RoomPatterns> byRole) {

  public RoomsConfig {
    byRole = Map.copyOf(byRole);
  }

  /** The built-in defaults: no room is open to anybody. */
  public static RoomsConfig closed() {
    return new RoomsConfig(RoomPatterns.none(), RoomPatterns.none(), Map.of());
  }
}
