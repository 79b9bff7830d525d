package dev.oneport.it.app;

import dev.oneport.ArgumentsHandler;
import dev.oneport.BroadcastOperator;
import dev.oneport.DisconnectHandler;
import dev.oneport.Emitter;
import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.OnConnect;
import dev.oneport.Socket;
import dev.oneport.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one socket can do without CDI: every form of emit, and everything there is to listen to. */
@SocketNamespace("/sockets")
@ApplicationScoped
public class Sockets {

  /** Longer than a poller takes to come back, and than the first writes of a connection. */
  private static final int SETTLE_MILLIS = 300;

  private static final String WATCHERS = "watchers";
  private static final byte[] BYTES = {1, 2, 3};

  @Inject
  @Of("/sockets")
  private Namespace sockets;

  @OnConnect
  void joined(Socket socket) {
    List<String> seen = new CopyOnWriteArrayList<>();
    socket.on("seen", (arguments, ack) -> ack.send(seen));
    emits(socket);
    listens(socket, seen);
    ends(socket);
    socket.onAnyOutgoing((event, arguments) -> seen.add("out " + event + " " + arguments.size()));
  }

  private void emits(Socket socket) {
    socket.on("handshake", (arguments, ack) -> ack.send(socket.handshake()));
    socket.on("message", (arguments, ack) -> socket.send(arguments.toArray()));
    socket.on(
        "uncompressed",
        (arguments, ack) -> socket.compress(false).emit("uncompressed", arguments.toArray()));
    socket.on("volatile", String.class, (how, ack) -> volatiles(socket, String.valueOf(how)));
  }

  /** All in one call, and what tells that nothing more comes in another moment. */
  private void volatiles(Socket socket, String how) throws InterruptedException {
    Thread.sleep(SETTLE_MILLIS);
    switch (how) {
      case "one" -> socket.asVolatile().emit("v", 1);
      case "two" -> {
        Emitter emitter = socket.asVolatile();
        emitter.emit("v", 1);
        emitter.emit("v", 2);
      }
      case "binary" -> {
        socket.asVolatile().emit("v", 1, BYTES, Map.of("deep", BYTES));
        socket.asVolatile().emit("v", 2, BYTES, Map.of("deep", BYTES));
      }
      case "after another" -> {
        socket.emit("v", 1);
        socket.asVolatile().emit("v", 2);
      }
      case "broadcast" -> {
        BroadcastOperator operator = sockets.to(socket.id()).asVolatile();
        operator.emit("v", 1, BYTES);
        operator.emit("v", 2, BYTES);
      }
      default -> throw new IllegalArgumentException(how);
    }
    Thread.sleep(SETTLE_MILLIS);
    socket.emit("settled");
  }

  private static void listens(Socket socket, List<String> seen) {
    socket.onAny((event, arguments, ack) -> seen.add("any " + event + " " + arguments.size()));
    socket.use(
        (event, next) -> {
          switch (event.name()) {
            case "forbidden" -> next.fail(new SecurityException("not for you"));
            case "renamed" -> {
              event.rename("original");
              event.replaceArguments("new", event.arguments().get(0, String.class));
              next.proceed();
            }
            case "slow" -> new Thread(next::proceed, "middleware").start();
            default -> next.proceed();
          }
        });
    socket.onError(error -> seen.add("error " + error.getMessage()));
    ArgumentsHandler recorder =
        (arguments, ack) -> {
          seen.add("handled " + arguments.size() + " " + arguments.get(0, String.class));
          ack.send("handled");
        };
    socket.on("original", recorder);
    socket.on("slow", recorder);
    socket.on("forbidden", recorder);
    socket.once("once", recorder);
  }

  /** Those who watch are told how it ended, and which rooms it was in. */
  private void ends(Socket socket) {
    socket.join("room");
    socket.on(
        "watch",
        (arguments, ack) -> {
          socket.join(WATCHERS);
          ack.send();
        });
    socket.on("kick", (arguments, ack) -> socket.disconnect());
    socket.on("kickClient", (arguments, ack) -> socket.disconnectClient());
    socket.onDisconnecting(tell(socket, "leaving"));
    socket.onDisconnect(tell(socket, "left"));
  }

  private DisconnectHandler tell(Socket socket, String event) {
    return (reason, description) -> {
      Map<String, Object> end = new HashMap<>();
      end.put("id", socket.id());
      end.put("reason", reason.text());
      end.put("description", description);
      end.put("rooms", new TreeSet<>(socket.rooms()));
      end.put("connected", socket.connected());
      sockets.to(WATCHERS).emit(event, end);
    };
  }
}
