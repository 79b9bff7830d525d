package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.AnyHandler;
import dev.oneport.ArgumentsHandler;
import dev.oneport.EventHandler;
import dev.oneport.Namespace;
import dev.oneport.OutgoingHandler;
import dev.oneport.Socket;
import dev.oneport.SocketMiddleware;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application may listen to on one socket, and what may stand before its handlers. */
class SocketListenersTest {
  private final Fixture fixture = Fixture.manual();
  private final Namespace chat = fixture.io.of("/chat");
  private final InMemoryClient client = fixture.client();
  private final WebSocket ws = client.webSocket();
  private final Socket socket = connect();

  private Socket connect() {
    ws.send("40/chat,");
    fixture.handlers.runAll();
    ws.take();
    return chat.sockets().iterator().next();
  }

  @AfterEach
  void close() {
    assertThat(ws.take()).as("nothing else was sent").isEmpty();
    assertThat(fixture.takeLog()).as("nothing else happened").isEmpty();
    fixture.close();
  }

  private void receive(String... frames) {
    for (String frame : frames) {
      ws.send(frame);
    }
    fixture.handlers.runAll();
  }

  private void log(String entry) {
    fixture.log.add(entry);
  }

  private ArgumentsHandler logging(String name) {
    return (arguments, ack) -> log(name + Arrays.asList(arguments.toArray()));
  }

  // Handlers of one event

  @Test
  void handlerForOnceIsCalledOnceHoweverOftenTheEventComes() {
    socket.once("e", logging("once"));
    socket.once("e", Integer.class, (n, ack) -> log("once typed " + n));
    socket.on("e", logging("always"));

    receive("42/chat,[\"e\",1]", "42/chat,[\"e\",2]");

    assertThat(fixture.takeLog())
        .containsExactly("once[1]", "once typed 1", "always[1]", "always[2]");
    assertThat(socket.listeners("e")).hasSize(1);
  }

  @Test
  void oneHandlerIsRemovedAndTheOthersStay() {
    ArgumentsHandler first = logging("first");
    EventHandler<Integer> second = (n, ack) -> log("second " + n);
    socket.on("e", first);
    socket.on("e", Integer.class, second);
    socket.on("e", first);
    assertThat(socket.listeners("e")).containsExactly(first, second, first);

    socket.off("e", first);
    socket.off("e", "nothing that was added");
    socket.off("other", first);
    receive("42/chat,[\"e\",1]");
    assertThat(fixture.takeLog()).containsExactly("first[1]", "second 1");

    socket.off("e", second);
    socket.off("e", first);
    receive("42/chat,[\"e\",1]");
    assertThat(socket.listeners("e")).isEmpty();
    assertThat(socket.eventNames()).isEmpty();
  }

  @Test
  void eventsThatHaveHandlersAreNamed() {
    socket.on("a", logging("a"));
    socket.once("b", logging("b"));
    socket.on("c", logging("c"));
    socket.off("c");

    assertThat(socket.eventNames()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void handlerMayRemoveItselfAndAddOthersForTheNextEvent() {
    ArgumentsHandler[] self = new ArgumentsHandler[1];
    self[0] =
        (arguments, ack) -> {
          log("first");
          socket.off("e", self[0]);
          socket.on("e", logging("second"));
        };
    socket.on("e", self[0]);

    receive("42/chat,[\"e\"]", "42/chat,[\"e\"]");

    assertThat(fixture.takeLog()).containsExactly("first", "second[]");
  }

  // Handlers of every event

  @Test
  void catchAllHandlersComeFirstAndSeeNameArgumentsAndAck() {
    socket.on("e", logging("own"));
    AnyHandler second =
        (event, arguments, ack) -> log("2 " + event + " " + arguments.get(0, Integer.class));
    socket.onAny(second);
    socket.prependAny((event, arguments, ack) -> log("1 " + event + " " + ack.isRequested()));
    socket.onAny((event, arguments, ack) -> ack.send("from any"));
    assertThat(socket.listenersAny()).hasSize(3).element(1).isSameAs(second);

    receive("42/chat,[\"unheard\",7]", "42/chat,5[\"e\",8]");

    assertThat(fixture.takeLog())
        .containsExactly("1 unheard false", "2 unheard 7", "1 e true", "2 e 8", "own[8]");
    assertThat(ws.take()).containsExactly("43/chat,5[\"from any\"]");

    socket.offAny(second);
    receive("42/chat,[\"unheard\",7]");
    assertThat(fixture.takeLog()).containsExactly("1 unheard false");

    socket.offAny();
    receive("42/chat,[\"unheard\",7]");
    assertThat(socket.listenersAny()).isEmpty();
  }

  @Test
  void catchAllHandlerThatFailsHarmsNobody() {
    socket.onAny(
        (event, arguments, ack) -> {
          throw new IllegalStateException("a bug");
        });
    socket.on("e", logging("own"));

    try (ExpectedLog logged = ExpectedLog.of(HandlerFailures.class.getName())) {
      receive("42/chat,[\"e\"]");
      assertThat(logged.take()).hasSize(1);
    }

    assertThat(fixture.takeLog()).containsExactly("own[]");
  }

  // Handlers of what is sent

  @Test
  void outgoingHandlersSeeEmitsAndBroadcastsWithTheVeryObjects() {
    byte[] bytes = {1, 2};
    Object[] objects = {"text", bytes, null};
    List<Object> seen = new ArrayList<>();
    OutgoingHandler handler =
        (event, arguments) -> {
          log(event);
          seen.addAll(arguments);
        };
    socket.onAnyOutgoing(handler);
    socket.prependAnyOutgoing((event, arguments) -> log("before " + event));
    assertThat(socket.listenersAnyOutgoing()).hasSize(2).element(1).isSameAs(handler);

    socket.emit("direct", objects);
    chat.emit("all", objects);
    socket.timeout(Duration.ofSeconds(1)).emitWithAck("asking", Void.class, objects);

    assertThat(fixture.takeLog())
        .containsExactly("before direct", "direct", "before all", "all", "before asking", "asking");
    assertThat(seen)
        .usingElementComparator((a, b) -> a == b ? 0 : 1)
        .containsExactly("text", bytes, null, "text", bytes, null, "text", bytes, null);
    assertThat(ws.take()).hasSize(6);
  }

  @Test
  void outgoingHandlersSeeNeitherAcksNorWhatIsForOthers() {
    socket.onAnyOutgoing((event, arguments) -> log(event));
    socket.on("e", (arguments, ack) -> ack.send("yes"));

    receive("42/chat,1[\"e\"]");
    socket.broadcast().emit("others");
    assertThatThrownBy(() -> socket.emit("connect")).isInstanceOf(IllegalArgumentException.class);

    assertThat(ws.take()).containsExactly("43/chat,1[\"yes\"]");
  }

  @Test
  void outgoingHandlersThatAreRemovedSeeNothing() {
    OutgoingHandler handler = (event, arguments) -> log(event);
    socket.onAnyOutgoing(handler);
    socket.onAnyOutgoing((event, arguments) -> log("other"));
    socket.offAnyOutgoing(handler);
    socket.emit("e");
    assertThat(fixture.takeLog()).containsExactly("other");

    socket.offAnyOutgoing();
    socket.emit("e");
    assertThat(ws.take()).hasSize(2);
  }

  @Test
  void outgoingArgumentsCannotBeChanged() {
    socket.onAnyOutgoing((event, arguments) -> arguments.set(0, "changed"));

    try (ExpectedLog logged = ExpectedLog.of(HandlerFailures.class.getName())) {
      socket.emit("e", "original");
      assertThat(logged.take()).hasSize(1);
    }

    assertThat(ws.take()).containsExactly("42/chat,[\"e\",\"original\"]");
  }

  @Test
  @SuppressWarnings("NullAway") // What a caller without null checks may do.
  void nullInPlaceOfAllArgumentsIsOneNull() {
    socket.onAnyOutgoing((event, arguments) -> log(event + arguments));

    socket.emit("direct", (Object[]) null);
    chat.emit("all", (Object[]) null);

    assertThat(fixture.takeLog()).containsExactly("direct[null]", "all[null]");
    assertThat(ws.take()).containsExactly("42/chat,[\"direct\",null]", "42/chat,[\"all\",null]");
  }

  @Test
  void sendIsTheMessageEvent() {
    socket.send("a", 1);
    socket.compress(false).send();

    assertThat(ws.take()).containsExactly("42/chat,[\"message\",\"a\",1]", "42/chat,[\"message\"]");
  }

  // Middleware

  @Test
  void middlewareChangesNameAndArgumentsAfterTheCatchAllHandlers() {
    socket.onAny((event, arguments, ack) -> log("any " + event));
    socket.use(
        (event, next) -> {
          log(event.name() + " " + event.arguments().get(0, String.class));
          event.rename("better");
          event.replaceArguments(List.of(1, "two"), new byte[] {3});
          next.proceed();
        });
    socket.use(
        (event, next) -> {
          log(event.name() + " " + event.ack().isRequested());
          next.proceed();
        });
    socket.on("plain", logging("never"));
    socket.on(
        "better",
        (arguments, ack) -> {
          log(arguments.get(0, List.class) + " " + Arrays.toString(arguments.get(1, byte[].class)));
          ack.send(arguments.size());
        });

    receive("42/chat,9[\"plain\",\"old\"]");

    assertThat(fixture.takeLog())
        .containsExactly("any plain", "plain old", "better true", "[1, two] [3]");
    assertThat(ws.take()).containsExactly("43/chat,9[2]");
  }

  @Test
  void middlewareThatFailsIsToldToTheErrorListenersAlone() {
    socket.use((event, next) -> next.fail(new IllegalArgumentException("no " + event.name())));
    socket.use((event, next) -> log("never"));
    socket.on("e", logging("never"));
    socket.onError(error -> log("error " + error.getMessage()));
    socket.onError(error -> log("again " + error.getMessage()));

    receive("42/chat,[\"e\"]");

    assertThat(fixture.takeLog()).containsExactly("error no e", "again no e");
    assertThat(socket.connected()).isTrue();
  }

  @Test
  void whatMiddlewareThrowsIsTheSame() {
    socket.use(
        (event, next) -> {
          throw new java.io.IOException("broken");
        });
    receive("42/chat,[\"nobody listens\"]");
    socket.onError(error -> log(error.getClass().getSimpleName() + " " + error.getMessage()));

    receive("42/chat,[\"e\"]");

    assertThat(fixture.takeLog()).containsExactly("IOException broken");
  }

  @Test
  void middlewareMayDecideLaterAndOnlyOnce() {
    List<SocketMiddleware.Next> waiting = new ArrayList<>();
    socket.use((event, next) -> waiting.add(next));
    socket.on("e", logging("own"));
    socket.onError(error -> log("error " + error.getMessage()));

    receive("42/chat,[\"e\",1]", "42/chat,[\"e\",2]", "42/chat,[\"e\",3]");
    assertThat(fixture.takeLog()).isEmpty();

    waiting.get(1).proceed();
    waiting.get(1).fail(new IllegalStateException("too late"));
    waiting.get(0).fail(new IllegalStateException("no"));
    waiting.get(2).drop();
    waiting.get(2).proceed();
    fixture.handlers.runAll();

    assertThat(fixture.takeLog()).containsExactly("own[2]", "error no");
  }

  @Test
  void eventsKeepTheirOrderWhereMiddlewareDecidesAtOnce() {
    socket.use((event, next) -> next.proceed());
    socket.use((event, next) -> next.proceed());
    socket.on("e", logging("own"));
    socket.onDisconnect(reason -> log(reason.text()));

    receive("42/chat,[\"e\",1]", "42/chat,[\"e\",2]", "41/chat,");

    assertThat(fixture.takeLog())
        .containsExactly("own[1]", "own[2]", "client namespace disconnect");
  }

  @Test
  void eventThatStillWaitsInMiddlewareIsDroppedByTheDisconnect() {
    List<SocketMiddleware.Next> waiting = new ArrayList<>();
    socket.use((event, next) -> waiting.add(next));
    socket.on("e", logging("never"));
    receive("42/chat,[\"e\",1]", "41/chat,");

    waiting.get(0).proceed();
    fixture.handlers.runAll();

    assertThat(socket.connected()).isFalse();
  }

  @Test
  void eventsThatWaitInMiddlewareCountAgainstTheBudget() {
    List<SocketMiddleware.Next> waiting = new ArrayList<>();
    socket.use((event, next) -> waiting.add(next));
    String event = "42/chat,[\"e\",\"" + "x".repeat(300) + "\"]";
    receive(event, event);
    waiting.get(0).drop();
    fixture.handlers.runAll();
    receive(event);
    assertThat(socket.connected()).isTrue();

    try (ExpectedLog logged = ExpectedLog.of(Client.class.getName())) {
      receive(event);
      assertThat(logged.take()).hasSize(1);
    }

    assertThat(ws.take()).containsExactly("close 1000");
    assertThat(socket.connected()).isFalse();
  }

  @Test
  void clientMayAskForSoManyAcksAtOnce() {
    socket.on("e", (arguments, ack) -> ack.send());
    for (int i = 0; i < 3; i++) {
      receive("42/chat," + i + "[\"e\"]");
    }
    assertThat(ws.take()).hasSize(3);
    ws.send("42/chat,1[\"e\"]");
    ws.send("42/chat,2[\"e\"]");
    ws.send("42/chat,[\"without\"]");
    ws.send("42/chat,3[\"e\"]");
    assertThat(socket.connected()).isTrue();

    try (ExpectedLog logged = ExpectedLog.of(Client.class.getName())) {
      ws.send("42/chat,4[\"e\"]");
      assertThat(logged.take()).hasSize(1);
    }

    assertThat(ws.take()).containsExactly("close 1000");
  }

  @Test
  void serverAsksForSoManyAcksAtOnce() {
    for (int i = 0; i < 3; i++) {
      socket.emitWithAck("e", Void.class);
    }
    assertThat(ws.take()).hasSize(3);

    assertThat(socket.emitWithAck("e", Void.class).toCompletableFuture())
        .isCompletedExceptionally();
    socket.emit("e");
    assertThat(ws.take()).containsExactly("42/chat,[\"e\"]");
    receive("43/chat,0[]");
    assertThat(socket.emitWithAck("e", Void.class).toCompletableFuture()).isNotDone();
    assertThat(ws.take()).hasSize(1);
  }

  // The end

  @Test
  void whatCannotBeReadIsToldToTheErrorListenersBeforeTheClose() {
    fixture.io.of("/other").onConnection(each -> each.onError(error -> log("other")));
    receive("40/other,");
    ws.take();
    socket.onError(error -> log(String.valueOf(error.getMessage())));
    socket.onDisconnect((reason, description) -> log(reason.text() + " " + description));

    receive("4x");

    assertThat(fixture.takeLog())
        .containsExactlyInAnyOrder("unknown packet type", "other", "forced close null");
    assertThat(ws.take()).containsExactly("close 1000");
  }

  @Test
  void reasonsThatMeanSeveralThingsHaveADescription() {
    socket.onDisconnecting((reason, description) -> log(reason.text() + ": " + description));
    socket.onDisconnect((reason, description) -> log(reason.text() + ": " + description));

    ws.transport().onError("broken");
    fixture.handlers.runAll();

    assertThat(fixture.takeLog())
        .containsExactly("transport error: broken", "transport error: broken");
    assertThat(ws.take()).containsExactly("close 1000");
  }

  @Test
  void socketKnowsItsClientAndWasNotRecovered() {
    assertThat(socket.client().namespaces()).containsExactly("/chat");
    assertThat(socket.recovered()).isFalse();
  }
}
