package dev.oneport.it.decide;

import dev.oneport.Handshake;
import dev.oneport.HandshakeCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;

/** Lets nobody in who is called mallory, though the server does. */
@ApplicationScoped
public class NotMallory implements HandshakeCheck {

  @Override
  public Decision check(Handshake client) {
    Principal user = client.principal();
    return user != null && user.getName().equals("mallory")
        ? Decision.refused("not you")
        : Decision.ACCEPTED;
  }
}
