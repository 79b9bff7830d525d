package dev.oneport.it.decide;

import dev.oneport.Handshake;
import dev.oneport.RoomAuthorizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;

/** Everybody has a room, and clerks have one together. */
@ApplicationScoped
public class OwnRooms implements RoomAuthorizer {

  @Override
  public Decision mayListen(Handshake client, String namespace, String room) {
    Principal user = client.principal();
    boolean own = user != null && room.equals("of-" + user.getName());
    return own || (room.equals("clerks") && client.isUserInRole("clerk"))
        ? Decision.ALLOWED
        : Decision.refused("not your room");
  }
}
