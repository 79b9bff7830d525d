package dev.oneport.adminui;

import dev.oneport.Socket;
import dev.oneport.WhenFull;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out what has changed about sockets and is told by no event: how their clients are connected
 * and what the application keeps of them, which in Java nobody can watch. Any thread; one at a time
 * calls {@link #tell}.
 */
final class SocketChanges {
  private final Audience audience;

  /** What was seen of each socket that there is. */
  private final Map<Socket, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(String transport, Map<String, Object> data) {
    static Seen of(Socket socket, boolean withData) {
      return new Seen(socket.transport().text(), withData ? Serialized.data(socket) : Map.of());
    }
  }

  SocketChanges(Audience audience) {
    this.audience = audience;
  }

  /** A socket is about to be told of. */
  void add(Socket socket) {
    seen.put(socket, Seen.of(socket, audience.hasInspectors()));
  }

  /** It is gone. */
  void remove(Socket socket) {
    seen.remove(socket);
  }

  /** Tells what is not as it was when this was called last. */
  void tell() {
    if (!audience.isEmpty()) {
      boolean withData = audience.hasInspectors();
      seen.replaceAll((socket, before) -> told(socket, before, Seen.of(socket, withData)));
    }
  }

  private Seen told(Socket socket, Seen before, Seen now) {
    if (!now.transport().equals(before.transport())) {
      audience.tell(
          WhenFull.CLOSE, "socket_updated", changed(socket, "transport", now.transport()));
    }
    if (!now.data().equals(before.data())) {
      audience.tellInspectors(
          WhenFull.CLOSE, "socket_updated", changed(socket, "data", now.data()));
    }
    return now;
  }

  private static Map<String, Object> changed(Socket socket, String what, Object value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", socket.id());
    json.put("nsp", socket.namespace().name());
    json.put(what, value);
    return json;
  }
}
