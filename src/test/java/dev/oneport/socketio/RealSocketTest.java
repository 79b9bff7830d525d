package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.Ack;
import dev.oneport.AckTimeoutException;
import dev.oneport.ClientSession;
import dev.oneport.DisconnectReason;
import dev.oneport.DisconnectedException;
import dev.oneport.EventArguments;
import dev.oneport.Middleware;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.engineio.CloseReason;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import dev.oneport.testing.Threads;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One client in {@code /chat}: events, acknowledgements, rooms, and every way it may end. */
class RealSocketTest {
  private final Fixture fixture = Fixture.manual();
  private final Namespace chat = fixture.io.of("/chat");
  private final InMemoryClient client = fixture.client();
  private final WebSocket ws = client.webSocket();
  private final Socket socket = connect(client);

  @AfterEach
  void close() {
    assertThat(ws.take()).as("nothing else was sent").isEmpty();
    assertThat(fixture.takeLog()).as("nothing else happened").isEmpty();
    fixture.close();
  }

  private Socket connect(InMemoryClient each) {
    each.webSocket().send("40/chat,");
    fixture.handlers.runAll();
    String answer = each.webSocket().take().get(0);
    return chat.socket(answer.substring("40/chat,{\"sid\":\"".length(), answer.length() - 2))
        .orElseThrow();
  }

  private void receive(String... frames) {
    for (String frame : frames) {
      ws.send(frame);
    }
    fixture.handlers.runAll();
    fixture.flushes.runAll();
  }

  private void log(String entry) {
    fixture.log.add(entry);
  }

  // Out

  @Test
  void emitsEventsWithAnyArguments() {
    socket.emit("e");
    socket.emit("e", 1, "two", null, List.of(true), Map.of("a", 1.5));
    socket.emit("file", (Object) new byte[] {1, (byte) 0xff});

    assertThat(ws.take())
        .containsExactly(
            "42/chat,[\"e\"]",
            "42/chat,[\"e\",1,\"two\",null,[true],{\"a\":1.5}]",
            "451-/chat,[\"file\",{\"_placeholder\":true,\"num\":0}]",
            "#01ff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connect",
        "connect_error",
        "disconnect",
        "disconnecting",
        "newListener",
        "removeListener",
        "oneport:reset"
      })
  void reservedNamesAreNotEmitted(String name) {
    String message = "\"" + name + "\" is a reserved event name";

    assertThatThrownBy(() -> socket.emit(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> socket.emitWithAck(name, String.class)).hasMessage(message);
    assertThatThrownBy(() -> chat.emit(name)).hasMessage(message);
    assertThatThrownBy(() -> socket.to("room").emit(name)).hasMessage(message);
  }

  @Test
  void broadcastsReachRoomsWithoutTheSender() {
    InMemoryClient other = fixture.client();
    Socket second = connect(other);
    socket.join("a");
    second.join("a", "b");

    chat.emit("all");
    chat.to("a").emit("room");
    chat.to("a", "b").to("none").emit("union");
    chat.except("b").emit("except");
    chat.to("a").except(second.id()).emit("but second");
    socket.to("a").emit("from first");
    socket.broadcast().emit("others");
    socket.except("b").emit("nobody");
    chat.to(socket.id()).emit("direct");

    assertThat(ws.take())
        .containsExactly(
            "42/chat,[\"all\"]",
            "42/chat,[\"room\"]",
            "42/chat,[\"union\"]",
            "42/chat,[\"except\"]",
            "42/chat,[\"but second\"]",
            "42/chat,[\"direct\"]");
    assertThat(other.webSocket().take())
        .containsExactly(
            "42/chat,[\"all\"]",
            "42/chat,[\"room\"]",
            "42/chat,[\"union\"]",
            "42/chat,[\"from first\"]",
            "42/chat,[\"others\"]");
  }

  @Test
  void operatorsAreImmutable() {
    socket.join("a");
    var toB = chat.to("b");
    toB.to("a").emit("union");
    toB.emit("b only");

    assertThat(ws.take()).containsExactly("42/chat,[\"union\"]");
  }

  @Test
  void answersToAcksAreBound() {
    CompletableFuture<Integer> answer =
        socket.emitWithAck("sum", Integer.class, 1, 2).toCompletableFuture();
    CompletableFuture<String> second =
        socket
            .timeout(Duration.ofSeconds(1))
            .emitWithAck("ask", String.class)
            .toCompletableFuture();
    assertThat(ws.take()).containsExactly("42/chat,0[\"sum\",1,2]", "42/chat,1[\"ask\"]");

    receive("43/chat,1[\"x\"]", "43/chat,0[3]", "43/chat,0[4]", "43/chat,99[5]");

    assertThat(answer).isCompletedWithValue(3);
    assertThat(second).isCompletedWithValue("x");
  }

  @Test
  void answersMayBeBinary() {
    CompletableFuture<byte[]> answer =
        socket.emitWithAck("file", byte[].class).toCompletableFuture();
    assertThat(ws.take()).hasSize(1);

    receive("461-/chat,0[{\"_placeholder\":true,\"num\":0}]");
    ws.send((byte) 7);

    assertThat(answer).isCompletedWithValueMatching(bytes -> bytes.length == 1 && bytes[0] == 7);
  }

  @Test
  void silenceIsATimeoutAndALateAnswerNothing() {
    CompletableFuture<String> answer =
        socket
            .timeout(Duration.ofMillis(500))
            .emitWithAck("ask", String.class)
            .toCompletableFuture();
    fixture.timers.advance(500);

    receive("43/chat,0[\"late\"]");

    assertThat(answer)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(AckTimeoutException.class);
    assertThat(ws.take()).containsExactly("42/chat,0[\"ask\"]");
  }

  @Test
  void disconnectFailsWhatIsOutstandingAndWhatComesLater() {
    CompletableFuture<String> before =
        socket.emitWithAck("ask", String.class).toCompletableFuture();
    receive("41/chat,");
    CompletableFuture<String> after = socket.emitWithAck("ask", String.class).toCompletableFuture();

    for (CompletableFuture<String> each : List.of(before, after)) {
      assertThat(each)
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withCauseInstanceOf(DisconnectedException.class)
          .withMessageContaining("client namespace disconnect");
    }
    assertThat(ws.take()).containsExactly("42/chat,0[\"ask\"]");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void timeoutMustBeMoreThanZero(long millis) {
    assertThatThrownBy(() -> socket.timeout(Duration.ofMillis(millis)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("timeout=");
  }

  // In

  @Test
  void eventsReachTheirHandlersInOrder() {
    socket.on("n", Integer.class, (n, ack) -> log("n " + n + " " + ack.isRequested()));
    socket.on("all", (arguments, ack) -> log("all " + arguments.size()));

    receive("42/chat,[\"n\",1]", "42/chat,[\"all\",1,2,3]", "42/chat,5[\"n\",2]");
    receive("42/chat,[\"nobody listens\"]", "42/chat,[\"n\"]");

    assertThat(fixture.takeLog()).containsExactly("n 1 false", "all 3", "n 2 true", "n null false");
  }

  @Test
  void sharedHandlersComeAfterTheSocketsOwn() {
    fixture.socketIo.addHandlers(
        "/chat",
        new NamespaceHandlers() {
          @Override
          public void onConnect(Socket each) {}

          @Override
          public @Nullable SocketEventHandler handler(String event) {
            return event.equals("e")
                ? call -> log("shared " + call.socket().id().equals(socket.id()))
                : null;
          }

          @Override
          public void onDisconnect(Socket each, DisconnectReason reason) {
            log("shared " + reason);
          }
        });
    socket.on("e", (arguments, ack) -> log("own"));
    socket.onDisconnect(reason -> log("own " + reason));

    receive("42/chat,[\"e\"]", "42/chat,[\"f\"]");
    receive("41/chat,");

    assertThat(fixture.takeLog())
        .containsExactly(
            "own",
            "shared true",
            "own client namespace disconnect",
            "shared client namespace disconnect");
  }

  @Test
  void acksAreSentOnce() {
    socket.on(
        "e",
        (EventArguments arguments, Ack ack) -> {
          ack.send("ok", 1);
          ack.send("again");
        });

    receive("42/chat,17[\"e\"]", "42/chat,[\"e\"]");

    assertThat(ws.take()).containsExactly("43/chat,17[\"ok\",1]");
  }

  @Test
  void acksMayBeBinaryOrEmpty() {
    socket.on(
        "e",
        (EventArguments arguments, Ack ack) -> ack.send((Object) ByteBuffer.wrap(new byte[] {9})));
    socket.on("f", (EventArguments arguments, Ack ack) -> ack.send());

    receive("42/chat,1[\"e\"]", "42/chat,2[\"f\"]");

    assertThat(ws.take())
        .containsExactly("461-/chat,1[{\"_placeholder\":true,\"num\":0}]", "#09", "43/chat,2[]");
  }

  @Test
  void binaryArgumentsArriveWithTheirEvent() {
    socket.on(
        "file",
        (arguments, ack) -> {
          byte[] bytes = arguments.get(1, byte[].class);
          log(
              arguments.get(0, String.class)
                  + " "
                  + arguments.isBinary(1)
                  + " "
                  + (bytes == null ? -1 : bytes.length));
        });

    receive("451-/chat,[\"file\",\"name\",{\"_placeholder\":true,\"num\":0}]");
    assertThat(fixture.takeLog()).isEmpty();
    ws.send((byte) 1, (byte) 2, (byte) 3);
    fixture.handlers.runAll();

    assertThat(fixture.takeLog()).containsExactly("name true 3");
  }

  @Test
  void handlerThatFailsIsLoggedAndTheNextRuns() {
    socket.on(
        "e",
        (arguments, ack) -> {
          throw new IllegalStateException("a bug");
        });
    socket.on("e", (arguments, ack) -> log("next handler"));
    socket.on("n", Integer.class, (n, ack) -> log("never"));

    try (ExpectedLog logged = ExpectedLog.of(HandlerFailures.class.getName())) {
      receive("42/chat,[\"e\"]", "42/chat,[\"n\",{}]", "42/chat,[\"e\"]");

      assertThat(logged.take())
          .hasSize(2)
          .first()
          .isEqualTo(
              "WARNING handler-failed: The handler of \"e\" failed for socket "
                  + socket.id()
                  + " in /chat");
    }
    assertThat(fixture.takeLog()).containsExactly("next handler", "next handler");
    assertThat(socket.connected()).isTrue();
  }

  @Test
  void removedHandlersAreNotCalled() {
    socket.on("e", (arguments, ack) -> log("never"));
    socket.off("e");

    receive("42/chat,[\"e\"]");
  }

  @Test
  void ownEventsOfTheServerAreDropped() {
    socket.on("oneport:reset", (arguments, ack) -> log("never"));

    receive("42/chat,[\"oneport:reset\"]");

    assertThat(socket.connected()).isTrue();
  }

  @Test
  void eventsThatWaitWhenTheClientLeavesAreHandledFirst() {
    socket.on("e", (arguments, ack) -> log("event"));
    socket.onDisconnect(reason -> log(reason.text()));
    ws.send("42/chat,[\"e\"]");
    ws.send("41/chat,");

    fixture.handlers.runAll();

    assertThat(fixture.takeLog()).containsExactly("event", "client namespace disconnect");
  }

  @Test
  void eventsThatWaitWhenTheServerEndsTheSocketAreDropped() {
    socket.on("e", (arguments, ack) -> log("never"));
    socket.onDisconnect(reason -> log(reason.text()));
    ws.send("42/chat,[\"e\"]");
    socket.disconnect();

    fixture.handlers.runAll();

    assertThat(fixture.takeLog()).containsExactly("server namespace disconnect");
    assertThat(ws.take()).containsExactly("41/chat,");
  }

  @Test
  void clientThatSendsMoreThanItsHandlersKeepUpWithIsCutOff() {
    socket.onDisconnect(reason -> log(reason.text()));
    String event = "42/chat,[\"e\",\"" + "x".repeat(200) + "\"]";
    ws.send(event);
    ws.send(event);
    ws.send(event);
    assertThat(socket.connected()).isTrue();

    try (ExpectedLog logged = ExpectedLog.of(Client.class.getName())) {
      ws.send(event);
      assertThat(logged.take())
          .singleElement()
          .asString()
          .endsWith("more than its handlers keep up with");
    }

    assertThat(ws.take()).containsExactly("close 1000");
    fixture.handlers.runAll();
    assertThat(fixture.takeLog()).containsExactly("transport error");
  }

  @Test
  void handledEventsMakeRoomForOthers() {
    String event = "42/chat,[\"e\",\"" + "x".repeat(200) + "\"]";
    for (int i = 0; i < 100; i++) {
      receive(event);
    }

    assertThat(socket.connected()).isTrue();
  }

  // Rooms

  @Test
  void socketMayBeInAsManyRoomsAsAllowedBesidesItsOwn() {
    socket.join("1", "2", "3");
    socket.join("3", "4");

    assertThatThrownBy(() -> socket.join("5"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a socket may be in 4 rooms at most (oneport.maxRoomsPerSocket)");
    assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "1", "2", "3", "4");
    socket.leave("1");
    socket.join("5");
    assertThat(chat.members("5")).containsExactly(socket.id());
    assertThat(chat.rooms()).doesNotContain("1");
  }

  // The end

  @Test
  void disconnectingSeesTheRoomsAndDisconnectNoMore() {
    socket.join("a");
    socket.onDisconnecting(
        reason -> log("disconnecting " + reason + " " + named(socket) + " " + socket.connected()));
    socket.onDisconnect(reason -> log("disconnect " + reason + " " + socket.rooms()));

    receive("41/chat,");

    assertThat(fixture.takeLog())
        .containsExactly(
            "disconnecting client namespace disconnect [a, own] false",
            "disconnect client namespace disconnect []");
    assertThat(chat.rooms()).isEmpty();
    assertThat(chat.sockets()).isEmpty();
  }

  private static Set<String> named(Socket socket) {
    Set<String> rooms = new TreeSet<>(socket.rooms());
    if (rooms.remove(socket.id())) {
      rooms.add("own");
    }
    return rooms;
  }

  @ParameterizedTest
  @CsvSource({
    "client leaves,        client namespace disconnect",
    "server disconnects,   server namespace disconnect",
    "server closes client, server namespace disconnect",
    "registry,             server namespace disconnect",
    "web socket closes,    transport close",
    "close packet,         transport close",
    "connection breaks,    transport error",
    "too big a message,    transport error",
    "bad engine packet,    parse error",
    "bad packet,           forced close",
    "rule broken,          forced server close",
    "no pong,              ping timeout",
    "shutdown,             server shutting down"
  })
  void everyEndHasItsReason(String how, String reason) {
    socket.onDisconnect(why -> log(why.text()));

    switch (how) {
      case "client leaves" -> ws.send("41/chat,");
      case "server disconnects" -> socket.disconnect();
      case "server closes client" -> socket.disconnectClient();
      case "registry" -> fixture.sessions.sessions().forEach(ClientSession::disconnect);
      case "web socket closes" -> ws.transport().onClose();
      case "close packet" -> ws.send("1");
      case "connection breaks" -> ws.transport().onError("broken");
      case "too big a message" -> ws.transport().onTooBig();
      case "bad engine packet" -> ws.send("x");
      case "bad packet" -> ws.send("4x");
      case "rule broken" -> ws.send("40/chat,");
      case "no pong" -> fixture.timers.advance(2_000_000);
      case "shutdown" -> fixture.engine.close();
      default -> client.session().terminate(CloseReason.FORCED_CLOSE);
    }
    fixture.handlers.runAll();

    assertThat(fixture.takeLog()).containsExactly(reason);
    assertThat(socket.connected()).isFalse();
    assertThat(chat.sockets()).isEmpty();
    ws.take();
  }

  @Test
  void serverDisconnectTellsTheClientAndKeepsTheConnection() {
    socket.disconnect();
    socket.disconnect();

    assertThat(ws.take()).containsExactly("41/chat,");
    assertThat(fixture.sessions.count()).isOne();
    receive("40/chat,");
    assertThat(ws.take()).hasSize(1);
  }

  @Test
  void closingTheClientTellsEveryNamespaceFirst() {
    fixture.io.of("/other");
    ws.send("40/other,");
    fixture.handlers.runAll();
    ws.take();

    socket.disconnectClient();

    assertThat(ws.take())
        .hasSize(3)
        .contains("41/chat,", "41/other,")
        .last()
        .isEqualTo("close 1000");
    assertThat(fixture.sessions.count()).isZero();
  }

  @Test
  void afterTheEndNothingIsSentOrJoined() {
    receive("41/chat,");

    socket.emit("late");
    socket.join("late", "2", "3", "4", "5", "6");
    socket.leave("late");
    chat.emit("late");
    socket.disconnect();

    assertThat(socket.rooms()).isEmpty();
    assertThat(chat.rooms()).isEmpty();
  }

  @Test
  void stoppedServerSaysSo() {
    fixture.socketIo.close();

    assertThatThrownBy(() -> chat.emit("e"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the Socket.IO server was stopped with its application");
    assertThatThrownBy(() -> fixture.io.of("/new")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatEachOf100ThreadsEmitsArrivesInItsOrderAndCompletely() throws Exception {
    Threads.race(
        100,
        thread -> {
          for (int i = 0; i < 100; i++) {
            if (i % 2 == 0) {
              socket.emit("e", thread, i);
            } else {
              chat.to(socket.id()).emit("e", thread, i);
            }
          }
        });

    List<String> frames = new ArrayList<>(ws.take());
    assertThat(frames).hasSize(10_000);
    int[] next = new int[100];
    for (String frame : frames) {
      String[] numbers =
          frame.substring("42/chat,[\"e\",".length(), frame.length() - 1).split(",", 2);
      assertThat(Integer.parseInt(numbers[1])).isEqualTo(next[Integer.parseInt(numbers[0])]++);
    }
  }

  @Test
  void whatIsEmittedWhileTheClientConnectsKeepsItsOrder() throws Exception {
    for (int round = 0; round < 50; round++) {
      InMemoryClient late = fixture.client();
      List<Socket> connecting = new ArrayList<>();
      Namespace gate = fixture.io.of("/gate" + round);
      List<Middleware.Next> held = new ArrayList<>();
      gate.use(
          (each, next) -> {
            connecting.add(each);
            held.add(next);
          });
      late.webSocket().send("40/gate" + round + ",");
      fixture.handlers.runAll();

      Threads.race(
          3,
          thread -> {
            if (thread == 0) {
              held.get(0).proceed();
              fixture.handlers.runAll();
            } else {
              for (int i = 0; i < 50; i++) {
                connecting.get(0).emit("e", thread, i);
              }
            }
          });
      fixture.handlers.runAll();

      List<String> frames = late.webSocket().take();
      assertThat(frames).hasSize(101);
      assertThat(frames.get(0)).startsWith("40/gate");
      int[] next = new int[3];
      for (String frame : frames.subList(1, 101)) {
        String[] numbers =
            frame.substring(frame.indexOf("\"e\",") + 4, frame.length() - 1).split(",", 2);
        assertThat(Integer.parseInt(numbers[1])).isEqualTo(next[Integer.parseInt(numbers[0])]++);
      }
    }
  }
}
