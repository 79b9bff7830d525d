package dev.oneport.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ConnectRefused;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.OwnThreads;
import dev.oneport.concurrent.ScheduledTimers;
import dev.oneport.concurrent.Workers;
import dev.oneport.config.EngineConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.engineio.EngineHooks;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSessions;
import dev.oneport.engineio.RandomId;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.security.Authenticator;
import dev.oneport.session.LiveSessions;
import dev.oneport.socketio.Environment;
import dev.oneport.socketio.PayloadCheck;
import dev.oneport.socketio.SocketIo;
import dev.oneport.testing.WebSocketEnd;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Socket.IO on Tyrus without a servlet container, over a real WebSocket. */
class TyrusEndpointTest {
  private final ClassLoader loader = TyrusEndpointTest.class.getClassLoader();
  private final Workers workers = Workers.create(loader, null);
  private final ScheduledTimers timers = new ScheduledTimers(new OwnThreads("test-timer", loader));
  private final LiveSessions sessions = new LiveSessions();
  private final JsonBinding json = JsonBinding.create();
  private final SocketIo socketIo =
      new SocketIo(
          new Environment(
              SocketIoConfig.defaults(),
              RecoveryConfig.defaults(),
              json,
              new DefaultParser(),
              new Adapters(namespace -> new InMemoryAdapter()),
              timers,
              workers.handlers(),
              workers.completions(),
              workers.completions(),
              sessions,
              PayloadCheck.NONE,
              new EngineHooks(new EngineSessions(), 0),
              action -> {},
              Authenticator.open(timers, Clock.system())));
  private final EngineServer engine =
      new EngineServer(
          EngineConfig.defaults(), socketIo, timers, new WriteWatchdog(timers, 20_000));
  private final TyrusServer server = start();

  private TyrusServer start() {
    try {
      return TyrusServer.start(
          Map.of(
              "/socket.io/",
              new TyrusServer.Site(
                  SocketIoEndpoint.class,
                  SocketIoEndpoint::new,
                  query ->
                      query.containsKey("stranger")
                          ? "no admission"
                          : new SocketIoEndpoint.Admission(
                              sink ->
                                  engine.openWebSocket(
                                      RandomId.secret(), TyrusServer.handshake(), sink),
                              engine.config().maxPayloadBytes(),
                              new ContainerSinks(true, workers.completions()),
                              timers))));
    } catch (IOException | DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void handlers() {
    Namespace main = socketIo.server().of("/");
    main.use(
        (socket, next) -> {
          if (socket.handshake().auth().containsKey("token")) {
            next.proceed();
          } else {
            next.refuse(new ConnectRefused("no token", Map.of("code", 1)));
          }
        });
    main.onConnection(
        socket -> {
          socket.on("echo", (arguments, ack) -> socket.emit("echoed", arguments.toArray()));
          socket.on("ask", (arguments, ack) -> ack.send(arguments.toArray()));
          socket.on("join", String.class, (room, ack) -> join(socket, room));
          socket.on(
              "shout",
              String.class,
              (room, ack) -> main.to(String.valueOf(room)).emit("heard", room));
          socket.on("kick", (arguments, ack) -> socket.disconnectClient());
        });
  }

  private static void join(Socket socket, @Nullable String room) {
    socket.join(String.valueOf(room));
    socket.emit("joined", room);
  }

  @AfterEach
  void stop() throws Exception {
    engine.close();
    workers.close();
    server.close();
    timers.close();
    json.close();
  }

  private WebSocketEnd connected() throws Exception {
    WebSocketEnd client = server.connect("/socket.io/?EIO=4&transport=websocket");
    assertThat(client.next()).startsWith("0{\"sid\":\"");
    client.send("40{\"token\":\"t\"}");
    assertThat(client.next()).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
    return client;
  }

  @Test
  void eventsAndAcksTravelBothWays() throws Exception {
    try (WebSocketEnd client = connected()) {
      client.send("42[\"echo\",1,\"2\",{\"3\":[true]}]");
      assertThat(client.next()).isEqualTo("42[\"echoed\",1,\"2\",{\"3\":[true]}]");
      client.send("427[\"ask\",\"why\"]");
      assertThat(client.next()).isEqualTo("437[\"why\"]");
    }
  }

  @Test
  void binaryOfOneMegabyteIsEchoed() throws Exception {
    byte[] bytes = new byte[1_000_000];
    new Random(1).nextBytes(bytes);
    try (WebSocketEnd client = connected()) {
      client.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
      client.send(bytes);

      assertThat(client.next()).isEqualTo("451-[\"echoed\",{\"_placeholder\":true,\"num\":0}]");
      assertThat(client.next()).isEqualTo("#" + HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  void messageOverTheLimitClosesWith1009AndNoReason() throws Exception {
    WebSocketEnd client = connected();

    client.send(new byte[1_000_001]);

    assertThat(client.next()).isEqualTo("close 1009");
  }

  @Test
  void roomsReachTheirMembers() throws Exception {
    try (WebSocketEnd a = connected();
        WebSocketEnd b = connected();
        WebSocketEnd c = connected()) {
      a.send("42[\"join\",\"r\"]");
      b.send("42[\"join\",\"r\"]");
      assertThat(a.next()).isEqualTo("42[\"joined\",\"r\"]");
      assertThat(b.next()).isEqualTo("42[\"joined\",\"r\"]");

      c.send("42[\"shout\",\"r\"]");
      c.send("42[\"echo\"]");

      assertThat(a.next()).isEqualTo("42[\"heard\",\"r\"]");
      assertThat(b.next()).isEqualTo("42[\"heard\",\"r\"]");
      assertThat(c.next()).isEqualTo("42[\"echoed\"]");
    }
  }

  @Test
  void refusalIsToldAndTheConnectionLives() throws Exception {
    try (WebSocketEnd client = server.connect("/socket.io/?EIO=4&transport=websocket")) {
      assertThat(client.next()).startsWith("0{");
      client.send("40");
      assertThat(client.next()).isEqualTo("44{\"message\":\"no token\",\"data\":{\"code\":1}}");
      client.send("40{\"token\":\"t\"}");
      assertThat(client.next()).startsWith("40{\"sid\":");
    }
  }

  @Test
  void forcedDisconnectSaysGoodbyeAndCloses() throws Exception {
    WebSocketEnd client = connected();

    client.send("42[\"kick\"]");

    assertThat(client.next()).isEqualTo("41");
    assertThat(client.next()).isEqualTo("close 1000");
  }

  @Test
  void clientThatComesPastTheGateIsClosed() throws Exception {
    WebSocketEnd client = server.connect("/socket.io/?stranger=1");

    assertThat(client.next()).isEqualTo("close 1008");
    assertThat(engine.count()).isZero();
  }

  @Test
  void closeByTheClientEndsTheSession() throws Exception {
    CompletableFuture<String> ended = new CompletableFuture<>();
    socketIo
        .server()
        .onConnection(socket -> socket.onDisconnect(reason -> ended.complete(reason.text())));
    WebSocketEnd client = connected();

    client.close();

    assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("transport close");
    assertThat(engine.count()).isZero();
    assertThat(sessions.count()).isZero();
  }
}
