package dev.oneport.samples.tick;

import dev.oneport.ConnectRefused;
import dev.oneport.Of;
import dev.oneport.OnConnect;
import dev.oneport.OnDisconnect;
import dev.oneport.OnEvent;
import dev.oneport.Socket;
import dev.oneport.SocketConnected;
import dev.oneport.SocketIoServer;
import dev.oneport.SocketNamespace;
import dev.oneport.samples.Timers;
import dev.oneport.samples.Timers.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Sockets of the main namespace. */
@SocketNamespace("/")
@ApplicationScoped
public class Tick {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration NEWS = Duration.ofSeconds(3);

  @Inject SocketIoServer io;
  @Inject Timers timers;

  private final AtomicLong ticks = new AtomicLong();

  /** One timer for everybody. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    timers.every(TICK, () -> io.emit("dwitter", ticks.incrementAndGet(), Instant.now().toString()));
  }

  /** One for each socket, which ends with it. */
  @OnConnect
  void connected(Socket socket) {
    String name = name(socket);
    socket.data().put("name", name);
    socket.data().put("news", timers.every(NEWS, () -> socket.emit("news", "News for " + name)));
  }

  /** By now the socket itself hears it as well. */
  void tellEverybody(@Observes @Of("/") SocketConnected event) {
    Socket socket = event.socket();
    io.emit(
        "connected",
        Map.of("name", socket.data().get("name"), "transport", socket.transport().text()));
  }

  /** What it returns is the acknowledgement. */
  @OnEvent("reply")
  String reply(Socket socket, String text) {
    return socket.data().get("name") + " said " + text;
  }

  @OnDisconnect
  void disconnected(Socket socket) {
    if (socket.data().remove("news") instanceof Timer news) {
      news.cancel();
    }
  }

  /** The token travels in {@code auth}: in the URL it would show up in logs. */
  private static String name(Socket socket) {
    String token = socket.handshake().auth().getString("token", "");
    if (!token.startsWith("sample-") || token.length() > 40) {
      throw new ConnectRefused("a token like sample-alice is needed");
    }
    return token.substring("sample-".length());
  }
}
