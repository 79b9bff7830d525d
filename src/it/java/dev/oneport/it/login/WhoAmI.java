package dev.oneport.it.login;

import dev.oneport.Handshake;
import dev.oneport.HttpSessionSnapshot;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;

/** Tells clients who they are here. */
@SocketNamespace("/")
@ApplicationScoped
public class WhoAmI {

  @OnEvent("whoami")
  String whoAmI(Socket socket) {
    Principal user = socket.handshake().principal();
    return (user == null ? "nobody" : user.getName())
        + (socket.handshake().isUserInRole("clerk") ? " is a clerk" : " is no clerk");
  }

  /** What a page has put into the HTTP session. */
  @OnEvent("colour")
  String colour(Handshake handshake) {
    HttpSessionSnapshot session = handshake.httpSession();
    return session == null ? "none" : String.valueOf(session.attributes().get("colour"));
  }

  @OnEvent("file")
  @RolesAllowed("clerk")
  String file() {
    return "filed";
  }
}
