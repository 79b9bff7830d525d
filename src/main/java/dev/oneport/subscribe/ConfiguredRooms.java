package dev.oneport.subscribe;

import dev.oneport.Handshake;
import dev.oneport.RoomAuthorizer;
import dev.oneport.TokenPrincipal;
import dev.oneport.config.JwtConfig;
import dev.oneport.config.RoomPatterns;
import dev.oneport.config.RoomsConfig;
import dev.oneport.security.Claims;
import java.util.List;
import java.util.Map;

/**
 * Whom the settings let listen to which rooms, where the application does not decide.
 *
 * @param claim of tokens that lists further rooms
 */
public record ConfiguredRooms(RoomsConfig config, String claim) implements RoomAuthorizer {

  /** With the claim that is built in. */
  public ConfiguredRooms(RoomsConfig config) {
    this(config, JwtConfig.none().roomsClaim());
  }

  @Override
  public Decision mayListen(Handshake client, String namespace, String room) {
    if (config.open().matches(namespace, room)) {
      return Decision.ALLOWED;
    }
    boolean forUsers = config.authenticated().matches(namespace, room);
    if (client.principal() == null) {
      return forUsers || isForSomeRole(namespace, room)
          ? Decision.signInNeeded("room \"" + room + "\" is for users who have signed in")
          : Decision.refused(
              "room \"" + room + "\" is not open to everybody; see oneport.rooms.public");
    }
    return forUsers || hasRole(client, namespace, room) || isInToken(client, namespace, room)
        ? Decision.ALLOWED
        : Decision.refused(
            "room \""
                + room
                + "\" is open neither to every user nor to a role of this one; see"
                + " oneport.rooms.authenticated and oneport.rooms.byRole");
  }

  private boolean isInToken(Handshake client, String namespace, String room) {
    return client.principal() instanceof TokenPrincipal token
        && Claims.strings(token.claims(), claim)
            .anyMatch(pattern -> matches(pattern, namespace, room));
  }

  /** A claim may mean something else to others. */
  private static boolean matches(String pattern, String namespace, String room) {
    try {
      return RoomPatterns.of(List.of(pattern)).matches(namespace, room);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isForSomeRole(String namespace, String room) {
    return config.byRole().values().stream().anyMatch(rooms -> rooms.matches(namespace, room));
  }

  private boolean hasRole(Handshake client, String namespace, String room) {
    for (Map.Entry<String, RoomPatterns> entry : config.byRole().entrySet()) {
      if (entry.getValue().matches(namespace, room) && client.isUserInRole(entry.getKey())) {
        return true;
      }
    }
    return false;
  }
}
