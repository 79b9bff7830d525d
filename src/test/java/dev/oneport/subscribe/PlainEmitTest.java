package dev.oneport.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ConnectRefused;
import dev.oneport.DisconnectReason;
import dev.oneport.RoomAuthorizer;
import dev.oneport.Socket;
import dev.oneport.SocketIoServer;
import dev.oneport.TransportName;
import dev.oneport.UserRoles;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.engineio.EngineHooks;
import dev.oneport.engineio.EngineSessions;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.security.Authenticator;
import dev.oneport.session.Identity;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.socketio.Environment;
import dev.oneport.socketio.PayloadCheck;
import dev.oneport.socketio.SocketIo;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.ManualExecutor;
import dev.oneport.testing.RecordingFrameSink;
import dev.oneport.testing.TestAuthenticators;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A client without a library that emits: it is a socket of the application. Every room is open; at
 * most 3 of them, 2 namespaces, 1,000 bytes of emits not yet handled. Handlers run when told to, by
 * {@link #run}; the epoch of every log is written {@code EPOCH}.
 */
class PlainEmitTest {
  private static final SocketIoConfig DEFAULTS = SocketIoConfig.defaults();
  private static final SocketIoConfig CONFIG =
      new SocketIoConfig(
          DEFAULTS.parser(),
          DEFAULTS.connectTimeoutMillis(),
          DEFAULTS.maxAttachments(),
          DEFAULTS.maxJsonDepth(),
          DEFAULTS.maxEventNameLength(),
          2,
          3,
          1_000,
          10,
          DEFAULTS.namespaces());

  private final JsonBinding json = JsonBinding.create();
  private final FakeTimers timers = new FakeTimers();
  private final ManualExecutor handlers = new ManualExecutor();
  private final Adapters adapters =
      new Adapters(
          namespace ->
              new InMemoryAdapter(
                  LogConfig.defaults(), RecoveryConfig.defaults(), timers.clock(), timers));
  private final LiveSessions sessions = new LiveSessions();
  private final SocketIo socketIo =
      new SocketIo(
          new Environment(
              CONFIG,
              RecoveryConfig.defaults(),
              json,
              new DefaultParser(),
              adapters,
              timers,
              handlers,
              Runnable::run,
              Runnable::run,
              sessions,
              PayloadCheck.NONE,
              new EngineHooks(new EngineSessions(), 0),
              action -> {
                throw new IllegalStateException("no transaction");
              },
              Authenticator.open(timers, timers.clock())));
  private final SocketIoServer io = socketIo.server();
  private final Tickets tickets = new Tickets(timers.clock(), 10);
  private final RecordingFrameSink sink = new RecordingFrameSink();
  private final PlainProtocol protocol =
      new PlainProtocol(
          json,
          new PlainRules(
              socketIo::hasNamespace,
              (client, namespace, room) -> RoomAuthorizer.Decision.ALLOWED,
              TestAuthenticators.tickets(tickets, timers),
              socketIo::plainSockets,
              20,
              64,
              15_000,
              45_000));
  private final SubscriberContext context =
      new SubscriberContext(
          adapters, sessions, timers, new WriteWatchdog(timers, 20_000), 3, 2, 10_000);
  private final Subscriber subscriber = subscriber(sink);

  /** What the application saw. */
  private final List<String> log = new ArrayList<>();

  private Subscriber subscriber(RecordingFrameSink to) {
    return new Subscriber(
        InMemoryClient.handshake(), TransportName.WS, context, new WebSocketLink(to));
  }

  @BeforeEach
  void open() {
    subscriber.open();
  }

  @AfterEach
  void close() {
    adapters.close();
    json.close();
  }

  private List<String> say(String text) {
    protocol.onText(subscriber, text);
    return heard();
  }

  private List<String> heard() {
    return heard(sink);
  }

  private List<String> heard(RecordingFrameSink from) {
    run();
    String epoch = Objects.requireNonNull(adapters.of("/").position()).epoch();
    return from.take().stream().map(text -> text.replace(epoch, "EPOCH")).toList();
  }

  private void run() {
    handlers.runAll();
  }

  private Socket onlySocket(String namespace) {
    assertThat(io.of(namespace).sockets()).hasSize(1);
    return io.of(namespace).sockets().iterator().next();
  }

  @Test
  void firstEmitMakesItASocket() {
    io.use(
        (socket, next) -> {
          log.add("middleware " + socket.transport() + " " + socket.handshake().address());
          next.proceed();
        });
    io.onConnection(
        socket -> {
          log.add("connected " + socket.connected() + " " + socket.id().equals(subscriber.id()));
          socket.on("first", (args, ack) -> ack.send(args.get(0, Integer.class), args.size()));
        });

    assertThat(say("{\"emit\":\"first\",\"data\":[1,2],\"id\":\"a\"}"))
        .containsExactly("{\"ack\":[1,2],\"id\":\"a\"}");
    assertThat(say("{\"emit\":\"first\",\"data\":[7],\"id\":[1]}"))
        .containsExactly("{\"ack\":[7,1],\"id\":[1]}");

    assertThat(log).containsExactly("middleware ws 192.0.2.1", "connected true true");
    assertThat(onlySocket("/").client()).isSameAs(subscriber);
    assertThat(onlySocket("/").rooms()).containsExactly(subscriber.id());
    assertThat(subscriber.namespaces()).containsExactly("/");
    assertThat(sessions.count()).isOne();
  }

  @Test
  void emitWithoutIdOrDataIsOne() {
    io.onConnection(
        socket -> socket.on("hi", (args, ack) -> log.add(args.size() + " " + ack.isRequested())));

    assertThat(say("{\"emit\":\"hi\"}")).isEmpty();
    assertThat(say("{\"emit\":\"hi\",\"data\":[null,{\"a\":[1.50,\"ü\"]}],\"id\":null}")).isEmpty();

    assertThat(log).containsExactly("0 false", "2 true");
  }

  @Test
  void handlersOfANamespaceGetItsEmits() {
    io.of("/a")
        .onConnection(
            socket -> socket.on("say", String.class, (text, ack) -> socket.emit("said", text)));

    assertThat(say("{\"emit\":\"say\",\"data\":[\"x\"],\"namespace\":\"/a\"}"))
        .containsExactly("{\"event\":\"said\",\"data\":[\"x\"],\"namespace\":\"/a\"}");
    assertThat(io.of("/").sockets()).isEmpty();
  }

  @Test
  void emitsBeforeTheMiddlewareHasDecidedComeInOrder() {
    List<Runnable> later = new ArrayList<>();
    io.use((socket, next) -> later.add(next::proceed));
    io.onConnection(socket -> socket.on("n", Integer.class, (number, ack) -> ack.send(number)));

    assertThat(say("{\"emit\":\"n\",\"data\":[1],\"id\":1}")).isEmpty();
    assertThat(say("{\"emit\":\"n\",\"data\":[2],\"id\":2}")).isEmpty();
    later.forEach(Runnable::run);

    assertThat(later).hasSize(1);
    assertThat(heard()).containsExactly("{\"ack\":[1],\"id\":1}", "{\"ack\":[2],\"id\":2}");
  }

  @Test
  void refusalByTheMiddlewareIsToldForEachEmitAndTheSubscriptionStays() {
    io.use((socket, next) -> next.refuse(new ConnectRefused("members only")));
    say("{\"subscribe\":[\"news\"]}");

    assertThat(say("{\"emit\":\"n\",\"id\":1}"))
        .containsExactly(
            "{\"error\":{\"code\":\"refused\",\"message\":\"members only\"},\"id\":1}");
    assertThat(say("{\"emit\":\"n\"}"))
        .containsExactly("{\"error\":{\"code\":\"refused\",\"message\":\"members only\"}}");

    io.to("news").emit("posts", 1);
    assertThat(heard())
        .containsExactly(
            "{\"event\":\"posts\",\"data\":[1],\"room\":\"news\",\"cursor\":\"EPOCH-1\"}");
    assertThat(io.of("/").sockets()).isEmpty();
  }

  @Test
  void refusalTakesNoPlaceAmongTheNamespaces() {
    for (String name : List.of("/a", "/b", "/c")) {
      io.of(name).use((socket, next) -> next.refuse(new ConnectRefused("no")));
      assertThat(say("{\"emit\":\"n\",\"namespace\":\"" + name + "\"}").get(0))
          .contains("\"refused\"");
    }
    assertThat(subscriber.namespaces()).isEmpty();
  }

  @Test
  void namespacesHaveALimit() {
    io.of("/a");
    io.of("/b");
    say("{\"emit\":\"n\",\"namespace\":\"/a\"}");
    say("{\"subscribe\":[],\"namespace\":\"/b\"}");

    assertThat(say("{\"emit\":\"n\",\"id\":1}"))
        .containsExactly(
            "{\"error\":{\"code\":\"too_many_namespaces\",\"message\":\"a client may not be in so many"
                + " namespaces\"},\"id\":1}");
    assertThat(io.of("/").sockets()).isEmpty();
  }

  @Test
  void unknownNamespaceIsAnError() {
    assertThat(say("{\"emit\":\"n\",\"namespace\":\"/none\",\"id\":1}"))
        .containsExactly(
            "{\"error\":{\"code\":\"unknown_namespace\",\"message\":\"there is no namespace"
                + " /none\"},\"id\":1}");
  }

  @Test
  void aNamespaceOfTheServersOwnIsUnknownWhateverParentsAllow() {
    socketIo.reserve("/own").onConnection(socket -> log.add("connected"));
    io.of(Pattern.compile(".*"));

    assertThat(say("{\"emit\":\"n\",\"namespace\":\"/own\",\"id\":1}"))
        .containsExactly(
            "{\"error\":{\"code\":\"unknown_namespace\",\"message\":\"there is no namespace"
                + " /own\"},\"id\":1}");
    assertThat(say("{\"subscribe\":[\"*\"],\"namespace\":\"/own\",\"id\":2}"))
        .singleElement()
        .asString()
        .contains("unknown_namespace");
    assertThat(log).isEmpty();
  }

  @Test
  void clientMayMakeANamespaceThatAParentAllows() {
    io.of(Pattern.compile("^/room-\\d+$"))
        .onConnection(socket -> socket.on("n", (args, ack) -> ack.send(socket.namespace().name())));

    assertThat(say("{\"emit\":\"n\",\"namespace\":\"/room-7\",\"id\":1}"))
        .containsExactly("{\"ack\":[\"/room-7\"],\"id\":1}");
  }

  @Test
  void reservedAndLongNamesAreErrors() {
    assertThat(say("{\"emit\":\"disconnect\",\"id\":1}"))
        .containsExactly(
            "{\"error\":{\"code\":\"reserved_event\",\"message\":\"\\\"disconnect\\\" is a reserved event"
                + " name\"},\"id\":1}");
    assertThat(say("{\"emit\":\"oneport:reset\"}").get(0)).contains("reserved_event");
    assertThat(say("{\"emit\":\"" + "x".repeat(21) + "\"}").get(0)).contains("malformed");
    assertThat(say("{\"emit\":\"" + "x".repeat(20) + "\"}")).isEmpty();
  }

  @Test
  void subscriberThatIsASocketGetsEachEventOnce() {
    io.onConnection(socket -> socket.join("news", "other"));
    say("{\"subscribe\":[\"news\",\"*\"]}");
    say("{\"emit\":\"hi\"}");

    io.emit("all");
    io.to("news").emit("one");
    io.to("news", "other").emit("two");
    io.to("other").emit("three");
    io.to(subscriber.id()).emit("mine");

    assertThat(heard())
        .containsExactly(
            "{\"event\":\"all\",\"data\":[],\"cursor\":\"EPOCH-1\"}",
            "{\"event\":\"one\",\"data\":[],\"room\":\"news\",\"cursor\":\"EPOCH-2\"}",
            "{\"event\":\"two\",\"data\":[],\"room\":\"news\",\"cursor\":\"EPOCH-3\"}",
            "{\"event\":\"three\",\"data\":[],\"room\":\"other\",\"cursor\":\"EPOCH-4\"}",
            "{\"event\":\"mine\",\"data\":[],\"room\":\""
                + subscriber.id()
                + "\",\"cursor\":\"EPOCH-5\"}");
  }

  @Test
  void whatItSaysToARoomDoesNotComeBackToIt() {
    RecordingFrameSink others = new RecordingFrameSink();
    Subscriber other = subscriber(others);
    other.open();
    protocol.onText(other, "{\"subscribe\":[\"lobby\"]}");
    others.take();
    say("{\"subscribe\":[\"lobby\"]}");
    io.onConnection(
        socket ->
            socket.on("say", String.class, (text, ack) -> socket.to("lobby").emit("said", text)));

    assertThat(say("{\"emit\":\"say\",\"data\":[\"hi\"]}")).isEmpty();
    assertThat(heard(others))
        .containsExactly(
            "{\"event\":\"said\",\"data\":[\"hi\"],\"room\":\"lobby\",\"cursor\":\"EPOCH-1\"}");
  }

  @Test
  void everybodyIncludesASocketAndNotASubscriber() {
    say("{\"subscribe\":[\"news\"]}");
    io.emit("before");
    assertThat(heard()).isEmpty();
    say("{\"emit\":\"hi\"}");
    io.emit("after");
    assertThat(heard()).containsExactly("{\"event\":\"after\",\"data\":[],\"cursor\":\"EPOCH-2\"}");
  }

  @Test
  void clientAnswersEvents() {
    say("{\"emit\":\"hi\"}");
    CompletableFuture<Integer> answer =
        onlySocket("/").emitWithAck("question", Integer.class, 6).toCompletableFuture();
    assertThat(heard()).containsExactly("{\"event\":\"question\",\"data\":[6],\"id\":0}");

    assertThat(say("{\"ack\":[42],\"id\":0}")).isEmpty();

    assertThat(answer).isCompletedWithValue(42);
  }

  @Test
  void clientAnswersEventsForMany() {
    RecordingFrameSink others = new RecordingFrameSink();
    Subscriber listener = subscriber(others);
    listener.open();
    protocol.onText(listener, "{\"subscribe\":[\"news\"]}");
    others.take();
    say("{\"subscribe\":[\"news\"]}");
    say("{\"emit\":\"hi\"}");

    CompletableFuture<List<String>> answers =
        io.to("news").emitWithAck("question", String.class).toCompletableFuture();

    assertThat(heard())
        .containsExactly("{\"event\":\"question\",\"data\":[],\"room\":\"news\",\"id\":0}");
    assertThat(heard(others))
        .containsExactly("{\"event\":\"question\",\"data\":[],\"room\":\"news\"}");
    say("{\"ack\":[\"yes\"],\"id\":0}");
    assertThat(answers).isCompletedWithValue(List.of("yes"));
  }

  @Test
  void disconnectByTheServerIsToldAndItMayComeBack() {
    io.onConnection(
        socket -> {
          log.add("connected");
          socket.onDisconnect((reason, what) -> log.add(reason + " " + socket.rooms()));
          socket.on("kick", (args, ack) -> socket.disconnect());
        });
    say("{\"subscribe\":[\"news\"]}");

    assertThat(say("{\"emit\":\"kick\"}"))
        .containsExactly("{\"event\":\"oneport:disconnected\",\"data\":[]}");
    assertThat(subscriber.namespaces()).isEmpty();
    assertThat(adapters.of("/").rooms()).isEmpty();
    say("{\"emit\":\"hi\"}");

    assertThat(log)
        .containsExactly(
            "connected", DisconnectReason.SERVER_NAMESPACE_DISCONNECT + " []", "connected");
  }

  @Test
  void lastHandlersAreToldWhyAndWhereItWas() {
    io.onConnection(
        socket -> {
          socket.join("lobby");
          socket.onDisconnecting((reason, what) -> log.add(reason + " " + socket.rooms().size()));
        });
    say("{\"subscribe\":[\"news\"]}");
    say("{\"emit\":\"hi\"}");

    subscriber.end(End.TOO_SLOW);
    run();

    assertThat(log).containsExactly(DisconnectReason.TRANSPORT_ERROR + " 3");
    assertThat(io.of("/").sockets()).isEmpty();
    assertThat(adapters.of("/").rooms()).isEmpty();
    assertThat(say("{\"emit\":\"hi\"}")).containsExactly("close 1008 too slow");
    assertThat(io.of("/").sockets()).isEmpty();
  }

  @Test
  void whatWaitsForItIsMeasuredUntilItsEnd() {
    assertThat(sessions.metrics().live().count(TransportName.WS)).isOne();
    sink.hold();
    say("{\"subscribe\":[\"news\"]}");
    assertThat(subscriber.queuedBytes()).isPositive();
    assertThat(sessions.metrics().queuedBytes()).isEqualTo(subscriber.queuedBytes());

    subscriber.end(End.TOO_SLOW);

    assertThat(sessions.metrics().queuedBytes()).isZero();
    assertThat(sessions.metrics().live().count(TransportName.WS)).isZero();
  }

  @Test
  void whoEmitsFirstAfterItsEndIsNobody() {
    subscriber.end(End.NORMAL);

    say("{\"emit\":\"hi\"}");

    assertThat(io.of("/").sockets()).isEmpty();
    assertThat(adapters.of("/").rooms()).isEmpty();
  }

  @Test
  void ticketTellsWhoTheSocketIs() {
    String ticket = tickets.issue(new Identity(() -> "alice", UserRoles.NONE));
    io.onConnection(
        socket -> log.add(Objects.requireNonNull(socket.handshake().principal()).getName()));
    say("{\"auth\":{\"ticket\":\"" + ticket + "\"}}");
    say("{\"emit\":\"hi\"}");

    assertThat(log).containsExactly("alice");
    io.toUser("alice").emit("mine");
    assertThat(heard()).containsExactly("{\"event\":\"mine\",\"data\":[],\"cursor\":\"EPOCH-1\"}");
  }

  @Test
  void moreThanIsHandledClosesTheConnection() {
    say("{\"emit\":\"hi\"}");
    String emit = "{\"emit\":\"hi\",\"data\":[\"" + "x".repeat(400) + "\"]}";
    protocol.onText(subscriber, emit);
    protocol.onText(subscriber, emit);
    assertThat(sink.take()).isEmpty();

    try (ExpectedLog warnings = ExpectedLog.of("dev.oneport.socketio.PlainClient")) {
      protocol.onText(subscriber, emit);
      assertThat(warnings.take()).hasSize(1);
    }

    assertThat(sink.take()).containsExactly("close 1008 too fast");
    assertThat(sessions.count()).isZero();
  }

  @Test
  void moreThanIsKeptWhileItConnectsClosesTheConnection() {
    io.use((socket, next) -> log.add("asked"));
    String emit = "{\"emit\":\"hi\",\"data\":[\"" + "x".repeat(400) + "\"]}";
    assertThat(say(emit)).isEmpty();
    assertThat(say(emit)).isEmpty();

    try (ExpectedLog warnings = ExpectedLog.of("dev.oneport.socketio.PlainClient")) {
      assertThat(say(emit)).containsExactly("close 1008 too fast");
      assertThat(warnings.take()).hasSize(1);
    }

    assertThat(log).containsExactly("asked");
  }

  @Test
  void moreAnswersThanMayBePendingCloseTheConnection() {
    say("{\"emit\":\"hi\"}");
    for (int i = 0; i < 10; i++) {
      protocol.onText(subscriber, "{\"emit\":\"hi\",\"id\":1}");
    }
    assertThat(sink.take()).isEmpty();
    try (ExpectedLog warnings = ExpectedLog.of("dev.oneport.socketio.PlainClient")) {
      protocol.onText(subscriber, "{\"emit\":\"hi\",\"id\":1}");
      assertThat(warnings.take()).hasSize(1);
    }
    assertThat(sink.take()).containsExactly("close 1008 too fast");
  }

  @Test
  void volatileEventIsDroppedWhereTheClientDoesNotRead() {
    say("{\"emit\":\"hi\"}");
    sink.hold();
    onlySocket("/").emit("a");
    onlySocket("/").asVolatile().emit("b");
    onlySocket("/").emit("c");
    sink.release();

    assertThat(heard())
        .containsExactly("{\"event\":\"a\",\"data\":[]}", "{\"event\":\"c\",\"data\":[]}");
  }

  @Test
  void listenersOfWhatGoesOutSeeEverythingOnce() {
    io.onConnection(
        socket -> {
          socket.join("news");
          socket.onAnyOutgoing((event, args) -> log.add(event + args));
        });
    say("{\"emit\":\"hi\"}");

    io.to("news").emit("many", 1);
    onlySocket("/").emit("one", 2);
    run();

    assertThat(log).containsExactly("many[1]", "one[2]");
  }

  @Test
  void fetchSocketsFindsIt() {
    say("{\"subscribe\":[\"news\"]}");
    assertThat(io.fetchSockets().toCompletableFuture().join()).isEmpty();
    say("{\"emit\":\"hi\"}");

    assertThat(io.in("news").fetchSockets().toCompletableFuture().join())
        .singleElement()
        .satisfies(found -> assertThat(found.id()).isEqualTo(subscriber.id()));
  }
}
