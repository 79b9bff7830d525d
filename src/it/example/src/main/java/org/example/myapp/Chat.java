package org.example.myapp;

import dev.oneport.DisconnectReason;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;

/** What one says, the others in the room hear. */
@SocketNamespace("/chat")
@ApplicationScoped
public class Chat {
  @OnConnect
  void joined(Socket socket) {
    socket.join("lobby");
  }

  @OnEvent("say")
  Receipt say(Socket socket, Line line) {
    socket.to("lobby").emit("said", line);
    return new Receipt(line.id());
  }

  @OnDisconnect
  void left(Socket socket, DisconnectReason why) {}
}
