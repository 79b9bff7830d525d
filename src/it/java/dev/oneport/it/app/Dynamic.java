package dev.oneport.it.app;

import dev.oneport.ParentNamespace;
import dev.oneport.Socket;
import dev.oneport.SocketIoServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parent of /dynamic-1, /dynamic-2 and so on; registered when first asked for. */
@ApplicationScoped
public class Dynamic {

  @Inject private SocketIoServer io;

  private @Nullable ParentNamespace parent;

  synchronized ParentNamespace parent() {
    ParentNamespace made = parent;
    if (made == null) {
      made = io.of(Pattern.compile("^/dynamic-\\d+$"));
      made.onConnection(Dynamic::connected);
      parent = made;
    }
    return made;
  }

  private static void connected(Socket socket) {
    socket.on("where", (args, ack) -> ack.send(socket.namespace().name()));
  }
}
