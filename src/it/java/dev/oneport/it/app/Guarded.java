package dev.oneport.it.app;

import dev.oneport.ConnectRefused;
import dev.oneport.Handshake;
import dev.oneport.OnConnect;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** A namespace for those who know the word. */
@SocketNamespace("guarded")
@ApplicationScoped
public class Guarded {

  @OnConnect
  void check(Socket socket, Handshake handshake) {
    String token = handshake.auth().getString("token", "");
    if (token.equals("unknown")) {
      throw new ConnectRefused("not authorised");
    }
    if (!token.equals("letmein")) {
      throw new ConnectRefused("not authorised", Map.of("code", "E401", "hint", "send auth.token"));
    }
    socket.on("echo", (args, ack) -> socket.emit("echo", args.toArray()));
  }
}
