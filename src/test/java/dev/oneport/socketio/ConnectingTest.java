package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ConnectRefused;
import dev.oneport.DisconnectReason;
import dev.oneport.Middleware;
import dev.oneport.Socket;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client gets into a namespace, and how not. */
class ConnectingTest {
  private final Fixture fixture = Fixture.inline();
  private final InMemoryClient client = fixture.client();
  private final WebSocket ws = client.webSocket();

  @AfterEach
  void close() {
    assertThat(ws.take()).as("nothing else was sent").isEmpty();
    assertThat(fixture.takeLog()).as("nothing else happened").isEmpty();
    fixture.close();
  }

  private void watch(String namespace) {
    fixture
        .io
        .of(namespace)
        .onConnection(
            socket -> {
              fixture.log.add("connection " + namespace);
              socket.onDisconnect(reason -> fixture.log.add(namespace + ": " + reason));
            });
  }

  private Socket only(String namespace) {
    assertThat(fixture.io.of(namespace).sockets()).hasSize(1);
    return fixture.io.of(namespace).sockets().iterator().next();
  }

  private void end(String... log) {
    ws.transport().onClose();
    assertThat(fixture.takeLog()).containsExactly(log);
    assertThat(ws.take()).containsExactly("close 1000");
    assertThat(fixture.sessions.count()).isZero();
    assertThat(fixture.timers.pending()).isZero();
  }

  @Test
  void mainNamespaceIsAnsweredWithThePublicId() {
    watch("/");

    ws.send("40");

    String id = only("/").id();
    assertThat(id).matches("[A-Za-z0-9_-]{20}").isNotEqualTo(client.session().sid());
    assertThat(ws.take()).containsExactly("40{\"sid\":\"" + id + "\"}");
    assertThat(fixture.takeLog()).containsExactly("connection /");
    assertThat(only("/").connected()).isTrue();
    assertThat(only("/").rooms()).containsExactly(id);
    end("/: transport close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"40/chat", "40/chat,", "40/chat,{}", "40/chat?token=x,"})
  void otherNamespaceIsNamedInTheAnswer(String connect) {
    watch("/chat");

    ws.send(connect);

    assertThat(ws.take()).containsExactly("40/chat,{\"sid\":\"" + only("/chat").id() + "\"}");
    assertThat(fixture.takeLog()).containsExactly("connection /chat");
    end("/chat: transport close");
  }

  @Test
  void oneConnectionCarriesSeveralNamespaces() {
    watch("/");
    watch("/chat");
    ws.send("40");
    ws.send("40/chat,");
    assertThat(ws.take()).hasSize(2);
    assertThat(fixture.takeLog()).containsExactly("connection /", "connection /chat");

    assertThat(only("/").id()).isNotEqualTo(only("/chat").id());
    assertThat(fixture.sessions.sessions().iterator().next().namespaces())
        .containsExactlyInAnyOrder("/", "/chat");
    ws.send("41");

    assertThat(fixture.takeLog()).containsExactly("/: client namespace disconnect");
    assertThat(only("/chat").connected()).isTrue();
    end("/chat: transport close");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"40; {}", "40{\"token\":\"123\",\"n\":[1]}; {\"token\":\"123\",\"n\":[1]}"})
  void authIsWhatTheClientSent(String connect, String auth) {
    fixture.io.onConnection(socket -> fixture.log.add(socket.handshake().auth().toString()));

    ws.send(connect);

    assertThat(fixture.takeLog()).containsExactly(auth);
    assertThat(ws.take()).hasSize(1);
    end();
  }

  @Test
  void handshakeTellsTheFirstRequest() {
    ws.send("40");
    ws.take();

    assertThat(only("/").handshake().header("user-agent")).isEqualTo("in-memory");
    assertThat(only("/").handshake().query()).containsExactly(Map.entry("EIO", "4"));
    assertThat(only("/").handshake().address()).isEqualTo("192.0.2.1");
    assertThat(only("/").handshake().time()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(only("/").handshake().url()).isEqualTo("/socket.io/?EIO=4");
    assertThat(only("/").handshake().crossDomain()).isFalse();
    assertThat(only("/").handshake().secure()).isFalse();
    assertThat(only("/").handshake().principal()).isNull();
    end();
  }

  @Test
  void unknownNamespaceIsRefusedAndMayBeMadeLater() {
    ws.send("40/random,");
    assertThat(ws.take()).containsExactly("44/random,{\"message\":\"Invalid namespace\"}");

    fixture.io.of("random");
    ws.send("40/random,");

    assertThat(ws.take()).containsExactly("40/random,{\"sid\":\"" + only("/random").id() + "\"}");
    end();
  }

  @Test
  void moreNamespacesThanAllowedAreRefused() {
    for (String name : List.of("/", "/b", "/c", "/d")) {
      fixture.io.of(name);
      ws.send("40" + (name.equals("/") ? "" : name + ","));
    }

    assertThat(ws.take()).hasSize(4).last().isEqualTo("44/d,{\"message\":\"too many namespaces\"}");
    ws.send("41/c,");
    ws.send("40/d,");
    assertThat(ws.take()).containsExactly("40/d,{\"sid\":\"" + only("/d").id() + "\"}");
    end();
  }

  @Test
  void middlewareRunsInOrderThenTheConnectionHandler() {
    fixture.io.use(
        (socket, next) -> {
          fixture.log.add("first, connected " + socket.connected());
          socket.join("room");
          next.proceed();
        });
    fixture.io.use(
        (socket, next) -> {
          fixture.log.add("second");
          next.proceed();
        });
    fixture.io.onConnection(socket -> fixture.log.add("in, connected " + socket.connected()));

    ws.send("40");

    assertThat(fixture.takeLog())
        .containsExactly("first, connected false", "second", "in, connected true");
    assertThat(only("/").rooms()).containsExactlyInAnyOrder(only("/").id(), "room");
    assertThat(ws.take()).hasSize(1);
    end();
  }

  @Test
  void refusalCarriesItsMessageAndData() {
    watch("/");
    fixture.io.use(
        (socket, next) -> {
          socket.join("room");
          next.refuse(new ConnectRefused("not \"you\"", Map.of("code", 42)));
        });
    fixture.io.use((socket, next) -> fixture.log.add("never"));

    ws.send("40{\"token\":\"x\"}");

    assertThat(ws.take())
        .containsExactly("44{\"message\":\"not \\\"you\\\"\",\"data\":{\"code\":42}}");
    assertThat(fixture.io.of("/").sockets()).isEmpty();
    assertThat(fixture.io.of("/").rooms()).isEmpty();
    ws.send("40");
    assertThat(ws.take()).hasSize(1);
    end();
  }

  @Test
  void refusalMayBeThrown() {
    fixture.io.use(
        (socket, next) -> {
          throw new ConnectRefused("thrown");
        });

    ws.send("40");

    assertThat(ws.take()).containsExactly("44{\"message\":\"thrown\"}");
    end();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void failureOfAMiddlewareIsNobodysBusinessButTheLogs(boolean error) {
    fixture.io.use(
        (socket, next) -> {
          if (error) {
            throw new NoClassDefFoundError("secret");
          }
          throw new IllegalStateException("secret");
        });

    try (ExpectedLog logged = ExpectedLog.of(Connecting.class.getName())) {
      ws.send("40");

      assertThat(logged.take())
          .containsExactly(
              "WARNING connect-handler-failed: A connect handler of namespace / failed");
    }
    assertThat(ws.take()).containsExactly("44{\"message\":\"connection failed\"}");
    end();
  }

  @Test
  void onlyTheFirstDecisionOfAMiddlewareCounts() {
    List<Middleware.Next> held = new ArrayList<>();
    fixture.io.use(
        (socket, next) -> {
          held.add(next);
          next.proceed();
          next.refuse(new ConnectRefused("too late"));
          throw new IllegalStateException("too late");
        });
    watch("/");

    try (ExpectedLog logged = ExpectedLog.of(Connecting.class.getName())) {
      ws.send("40");
      assertThat(logged.take()).hasSize(1);
    }
    held.get(0).proceed();

    assertThat(ws.take()).containsExactly("40{\"sid\":\"" + only("/").id() + "\"}");
    assertThat(fixture.takeLog()).containsExactly("connection /");
    end("/: transport close");
  }

  @Test
  void middlewareMayDecideLater() {
    List<Middleware.Next> held = new ArrayList<>();
    fixture.io.use((socket, next) -> held.add(next));
    watch("/");
    ws.send("40");
    assertThat(ws.take()).isEmpty();

    held.get(0).proceed();

    assertThat(ws.take()).hasSize(1);
    assertThat(fixture.takeLog()).containsExactly("connection /");
    end("/: transport close");
  }

  @Test
  void middlewareThatDecidesAfterTheClientLeftDecidesNothing() {
    List<Middleware.Next> held = new ArrayList<>();
    fixture.io.use((socket, next) -> held.add(next));
    watch("/");
    ws.send("40");
    end();

    held.get(0).proceed();

    assertThat(fixture.io.of("/").sockets()).isEmpty();
    assertThat(fixture.io.of("/").rooms()).isEmpty();
  }

  @Test
  void whatIsEmittedBeforeTheConnectComesAfterIt() {
    fixture.io.use(
        (socket, next) -> {
          socket.emit("early", 1);
          socket.emit("early", 2);
          next.proceed();
        });
    fixture.io.onConnection(socket -> socket.emit("hello"));

    ws.send("40");

    assertThat(ws.take())
        .containsExactly(
            "40{\"sid\":\"" + only("/").id() + "\"}",
            "42[\"early\",1]",
            "42[\"early\",2]",
            "42[\"hello\"]");
    end();
  }

  @Test
  void whatIsEmittedBeforeARefusalIsNeverSent() {
    fixture.io.use(
        (socket, next) -> {
          socket.emit("early");
          next.refuse(new ConnectRefused("no"));
        });

    ws.send("40");

    assertThat(ws.take()).containsExactly("44{\"message\":\"no\"}");
    end();
  }

  @Test
  void sharedHandlersComeAfterTheMiddlewareAndMayRefuse() {
    fixture.io.use(
        (socket, next) -> {
          fixture.log.add("middleware");
          next.proceed();
        });
    fixture.socketIo.addHandlers(
        "/",
        new NamespaceHandlers() {
          @Override
          public void onConnect(Socket socket) {
            fixture.log.add("shared");
            throw new ConnectRefused("full", List.of(1));
          }

          @Override
          public @Nullable SocketEventHandler handler(String event) {
            return null;
          }

          @Override
          public void onDisconnect(Socket socket, DisconnectReason reason) {
            fixture.log.add("never connected");
          }
        });

    ws.send("40");

    assertThat(fixture.takeLog()).containsExactly("middleware", "shared");
    assertThat(ws.take()).containsExactly("44{\"message\":\"full\",\"data\":[1]}");
    end();
  }

  @Test
  void clientThatJoinsNothingIsClosedAfterTheConnectTimeout() {
    fixture.timers.advance(44_999);
    assertThat(ws.take()).isEmpty();

    fixture.timers.advance(1);

    assertThat(ws.take()).containsExactly("close 1000");
    assertThat(fixture.sessions.count()).isZero();
  }

  @Test
  void refusedClientIsClosedAfterTheConnectTimeoutToo() {
    ws.send("40/none,");
    assertThat(ws.take()).hasSize(1);

    fixture.timers.advance(45_000);

    assertThat(ws.take()).containsExactly("close 1000");
  }

  @Test
  void joiningOneNamespaceEndsTheConnectTimeout() {
    ws.send("40");
    assertThat(ws.take()).hasSize(1);
    ws.send("41");

    fixture.timers.advance(100_000);

    assertThat(fixture.sessions.count()).isOne();
    end();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42[\"e\"]", // in no namespace
        "41",
        "431[]",
        "42/other,[\"e\"]",
        "44{\"message\":\"x\"}",
        "44/chat,\"x\""
      })
  void packetForANamespaceNotJoinedClosesTheClient(String packet) {
    watch("/chat");
    ws.send("40/chat,");
    ws.take();
    assertThat(fixture.takeLog()).containsExactly("connection /chat");

    ws.send(packet);

    assertThat(fixture.takeLog()).containsExactly("/chat: forced server close");
    assertThat(ws.take()).containsExactly("close 1000");
    assertThat(fixture.sessions.count()).isZero();
  }

  @Test
  void secondConnectClosesTheClient() {
    watch("/");
    ws.send("40");
    ws.take();
    fixture.takeLog();

    ws.send("40");

    assertThat(fixture.takeLog()).containsExactly("/: forced server close");
    assertThat(ws.take()).containsExactly("close 1000");
  }

  @Test
  void secondConnectDuringTheMiddlewareClosesTheClientToo() {
    fixture.io.use((socket, next) -> {});
    watch("/");
    ws.send("40");

    ws.send("40");

    assertThat(ws.take()).containsExactly("close 1000");
  }

  @Test
  void eventDuringTheMiddlewareClosesTheClient() {
    fixture.io.use((socket, next) -> {});
    ws.send("40");

    ws.send("42[\"e\"]");

    assertThat(ws.take()).containsExactly("close 1000");
  }

  @Test
  void pollerThatBreaksARuleFindsNoopAndClose() {
    InMemoryClient poller = InMemoryClient.polling(fixture.engine);
    poller.poll();
    poller.post("42[\"e\"]");

    assertThat(poller.poll()).isEqualTo("6\u001e1");
    end();
  }

  /** Whatever the decoder refuses; what it refuses exactly is PacketDecoderTest's business. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4",
        "47",
        "4abc",
        "40[]",
        "42{}",
        "42[]",
        "42[\"disconnect\"]",
        "42[\"connect\"]",
        "42[\"123456789012345678901\"]",
        "42[\"e\",[[[[[[[[]]]]]]]]]",
        "453-[\"e\"]",
        "42abc[\"e\"]"
      })
  void unreadablePacketClosesTheClient(String packet) {
    watch("/");
    ws.send("40");
    ws.take();
    fixture.takeLog();

    ws.send(packet);

    assertThat(fixture.takeLog()).containsExactly("/: forced close");
    assertThat(ws.take()).containsExactly("close 1000");
    assertThat(fixture.sessions.count()).isZero();
  }

  @Test
  void attachmentThatNobodyAnnouncedClosesTheClient() {
    ws.send("40");
    ws.take();

    ws.send((byte) 1);

    assertThat(ws.take()).containsExactly("close 1000");
  }

  @Test
  void textInsteadOfAnAttachmentClosesTheClient() {
    ws.send("40");
    ws.take();
    ws.send("451-[\"e\",{\"_placeholder\":true,\"num\":0}]");

    ws.send("42[\"e\"]");

    assertThat(ws.take()).containsExactly("close 1000");
  }
}
