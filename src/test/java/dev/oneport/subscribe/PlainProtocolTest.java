package dev.oneport.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.DisconnectReason;
import dev.oneport.RoomAuthorizer;
import dev.oneport.TransportName;
import dev.oneport.UserRoles;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Flags;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adapter.RoomNames;
import dev.oneport.adapter.Selection;
import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.config.RoomPatterns;
import dev.oneport.config.RoomsConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.session.Identity;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.socketio.PlainEmit;
import dev.oneport.socketio.PlainSockets;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.RecordingFrameSink;
import dev.oneport.testing.TestAuthenticators;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One client without a library: rooms that begin with {@code news} are open to everybody, those
 * that begin with {@code mi} to users; at most 3 rooms, 2 namespaces, 600 bytes, 8 levels of JSON.
 * The epoch of every log is written {@code EPOCH}.
 */
class PlainProtocolTest {
  private static final String NO_CURSOR =
      ",\"cursor\":\"EPOCH-0\",\"recovered\":false,\"reason\":\"no_cursor\",\"heartbeatMs\":15000";

  /** Emits are in a test of their own. */
  private static final PlainSockets UNUSED =
      new PlainSockets() {
        @Override
        public void emit(PlainEmit emit) {
          throw new AssertionError();
        }

        @Override
        public void ack(String namespace, long ackId, Arguments arguments) {
          throw new AssertionError();
        }

        @Override
        public void renew() {
          throw new AssertionError();
        }

        @Override
        public void end(DisconnectReason reason, Runnable then) {
          then.run();
        }
      };

  private final JsonBinding json = JsonBinding.create();
  private final FakeTimers timers = new FakeTimers();
  private final Adapters adapters =
      new Adapters(
          namespace ->
              new InMemoryAdapter(
                  LogConfig.defaults(), RecoveryConfig.defaults(), timers.clock(), timers));
  private final Adapter adapter = adapters.of("/");
  private final LiveSessions sessions = new LiveSessions();
  private final Tickets tickets = new Tickets(timers.clock(), 10);
  private final WriteWatchdog watchdog = new WriteWatchdog(timers, 20_000);
  private final RecordingFrameSink sink = new RecordingFrameSink();
  private final ConfiguredRooms rooms =
      new ConfiguredRooms(
          new RoomsConfig(
              RoomPatterns.of(List.of("news*", "/a#news*", "/b#news*")),
              RoomPatterns.of(List.of("mi*")),
              Map.of()));
  private final PlainProtocol protocol = protocol(rooms);
  private final SubscriberContext context =
      new SubscriberContext(
          adapters, sessions, timers, watchdog, 3, 2, 600, timers.clock(), 60_000);
  private final Subscriber subscriber =
      new Subscriber(
          InMemoryClient.handshake(), TransportName.WS, context, new WebSocketLink(sink));
  private final Liveness liveness = new Liveness(subscriber, timers, 15_000);

  private PlainProtocol protocol(RoomAuthorizer authorizer) {
    return new PlainProtocol(
        json,
        new PlainRules(
            Set.of("/", "/a", "/b", "/c")::contains,
            authorizer,
            TestAuthenticators.tickets(tickets, timers),
            connection -> UNUSED,
            255,
            8,
            15_000,
            45_000));
  }

  @BeforeEach
  void open() {
    subscriber.open();
    liveness.start();
  }

  @AfterEach
  void close() {
    adapters.close();
    json.close();
  }

  @Test
  void stoppingServerSaysWhenToComeBackAfterAllElse() {
    say("{\"subscribe\":[\"news\"]}");
    sink.hold();
    emit("news", 1);
    emit("news", 2);

    subscriber.drain(4_321);
    sink.release();

    assertThat(heard())
        .containsExactly(
            "{\"event\":\"posts\",\"data\":[1],\"room\":\"news\",\"cursor\":\"EPOCH-1\"}",
            "{\"event\":\"posts\",\"data\":[2],\"room\":\"news\",\"cursor\":\"EPOCH-2\"}",
            "{\"event\":\"oneport:restart\",\"data\":[{\"retryMs\":4321}]}",
            "close 1012");
    assertThat(sessions.load()).isZero();
  }

  private List<String> say(String text) {
    protocol.onText(subscriber, text);
    return heard();
  }

  private List<String> heard() {
    return heard(sink);
  }

  private List<String> heard(RecordingFrameSink from) {
    return from.take().stream().map(this::withoutEpochs).toList();
  }

  private String withoutEpochs(String text) {
    for (String namespace : List.of("/", "/a", "/b")) {
      text = text.replace(epoch(namespace), "EPOCH");
    }
    return text;
  }

  private String epoch(String namespace) {
    return Objects.requireNonNull(adapters.of(namespace).position()).epoch();
  }

  private void emit(String room, Object... args) {
    emitIn("/", room, args);
  }

  private void emitIn(String namespace, String room, Object... args) {
    adapters
        .of(namespace)
        .broadcast(new Broadcast(namespace, "posts", json.encode(args), Selection.of(room)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"subscribe\":[\"news\"]}| {\"subscribed\":[\"news\"]" + NO_CURSOR + "}",
        "{\"subscribe\":[\"news\",\"news:1\"],\"id\":7}|"
            + " {\"subscribed\":[\"news\",\"news:1\"]"
            + NO_CURSOR
            + ",\"id\":7}",
        "{\"id\":\"a\\\"b\",\"subscribe\":[\"news\",\"news\"]}|"
            + " {\"subscribed\":[\"news\"]"
            + NO_CURSOR
            + ",\"id\":\"a\\\"b\"}",
        "{\"subscribe\":[],\"id\":null}| {\"subscribed\":[]" + NO_CURSOR + ",\"id\":null}",
        "{\"subscribe\":[\"news\"],\"since\":null}| {\"subscribed\":[\"news\"]" + NO_CURSOR + "}",
        "{\"subscribe\":[\"news\"],\"namespace\":\"/a\"}|"
            + " {\"subscribed\":[\"news\"],\"namespace\":\"/a\""
            + NO_CURSOR
            + "}",
        "{\"subscribe\":[\"news\"],\"namespace\":\"a\",\"id\":1}|"
            + " {\"subscribed\":[\"news\"],\"namespace\":\"/a\""
            + NO_CURSOR
            + ",\"id\":1}",
        "{\"subscribe\":[\"news\"],\"since\":\"no cursor\"}|"
            + " {\"subscribed\":[\"news\"],\"cursor\":\"EPOCH-0\",\"recovered\":false,"
            + "\"reason\":\"malformed\",\"heartbeatMs\":15000}",
        "{\"subscribe\":[\"news\"],\"since\":7}|"
            + " {\"subscribed\":[\"news\"],\"cursor\":\"EPOCH-0\",\"recovered\":false,"
            + "\"reason\":\"malformed\",\"heartbeatMs\":15000}",
        "{\"subscribe\":[\"news\"],\"since\":\"aaaaaaaaaa-7\"}|"
            + " {\"subscribed\":[\"news\"],\"cursor\":\"EPOCH-0\",\"recovered\":false,"
            + "\"reason\":\"epoch\",\"heartbeatMs\":15000}",
        "{\"unsubscribe\":[\"anything\"]}| {\"unsubscribed\":[\"anything\"]}",
        "{\"unsubscribe\":[\"x\"],\"namespace\":\"/none\",\"id\":2}|"
            + " {\"unsubscribed\":[\"x\"],\"namespace\":\"/none\",\"id\":2}",
        "{\"ping\":1}| {\"pong\":1}",
        "{\"ping\":{\"at\":[1.50]},\"id\":\"p\"}| {\"pong\":{\"at\":[1.50]},\"id\":\"p\"}",
        "{\"ping\":null}| {\"pong\":null}"
      })
  void commandIsAnswered(String text, String answer) {
    assertThat(say(text)).containsExactly(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"subscribe\":[\"news\",\"secret\"],\"id\":1}| forbidden| room \"secret\" is not open to"
            + " everybody; see oneport.rooms.public| 1",
        "{\"subscribe\":[\"mine\"]}| unauthorized| room \"mine\" is for users who have signed in|",
        "{\"subscribe\":[\"oneport:everybody\"]}| forbidden| room \"oneport:everybody\" is the"
            + " server's own|",
        "{\"subscribe\":[\"news1\",\"news2\",\"news3\",\"news4\"]}| too_many_rooms| a client may not"
            + " be in so many rooms|",
        "{\"subscribe\":[\"news\"],\"namespace\":\"/none\",\"id\":[2]}| unknown_namespace| there is no"
            + " namespace \"/none\"| [2]",
        "{\"subscribe\":[\"news\"],\"namespace\":1}| malformed| \"namespace\" must be a string|",
        "{\"subscribe\":\"news\"}| malformed| \"subscribe\" must be an array of room names|",
        "{\"unsubscribe\":null}| malformed| \"unsubscribe\" must be an array of room names|",
        "{\"subscribe\":[1]}| malformed| \"subscribe\" must hold strings of 1 to 255 characters|",
        "{\"unsubscribe\":[\"\"]}| malformed| \"unsubscribe\" must hold strings of 1 to 255"
            + " characters|",
        "{\"subscribe\":[],\"unsubscribe\":[]}| malformed| only one of VERBS at a time|",
        "{}| unknown_command| expected one of VERBS|",
        "{\"id\":{\"x\":1},\"Subscribe\":[]}| unknown_command| expected one of VERBS| {\"x\":1}",
        "{\"emit\":7,\"id\":1}| malformed| \"emit\" must be the name of an event| 1",
        "{\"emit\":\"\"}| malformed| \"emit\" must be the name of an event|",
        "{\"emit\":\"e\",\"data\":{}}| malformed| \"data\" must be an array|",
        "{\"ack\":1,\"id\":1}| malformed| \"ack\" must be an array| 1",
        "{\"ack\":[]}| malformed| \"id\" must be that of the event|",
        "{\"ack\":[],\"id\":1.5}| malformed| \"id\" must be that of the event| 1.5",
        "{\"auth\":null}| malformed| \"auth\" must be an object with a \"ticket\" or a"
            + " \"token\"|",
        "{\"auth\":{\"ticket\":7},\"id\":1}| malformed| \"auth\" must be an object with a \"ticket\" or a"
            + " \"token\"| 1",
        "{\"renew\":{},\"id\":1}| malformed| \"renew\" must be the new token, a string| 1",
        "{\"renew\":\"x\"}| no_tokens| no token is accepted here|",
        "{\"auth\":{\"token\":\"x\"}}| no_tokens| no token is accepted here|",
        "{\"auth\":{\"ticket\":\"x\"}}| bad_ticket| the ticket is none, or was used, or is too old|",
        "[]| malformed| expected one JSON object|",
        "null| malformed| expected one JSON object|",
        "7| malformed| expected one JSON object|",
        "hello| malformed| expected one JSON object|",
        "``| malformed| expected one JSON object|",
        "{\"subscribe\":[\"news\"]} x| malformed| expected one JSON object|"
      })
  void mistakeIsAnsweredAndTheConnectionLives(
      String text, String code, String message, @Nullable String id) {
    String words =
        message.replace(
            "VERBS",
            "\"subscribe\", \"unsubscribe\", \"emit\", \"ack\", \"auth\", \"renew\", \"ping\", \"pong\"");
    assertThat(say(text))
        .containsExactly(
            "{\"error\":{\"code\":\""
                + code
                + "\",\"message\":"
                + json.toJson(words)
                + "}"
                + (id == null ? "" : ",\"id\":" + id)
                + "}");
    assertThat(say("{\"ping\":1}")).containsExactly("{\"pong\":1}");
    assertThat(sessions.count()).isOne();
  }

  @Test
  void nestingHasALimit() {
    assertThat(say("{\"ping\":[[[[[[[1]]]]]]]}")).containsExactly("{\"pong\":[[[[[[[1]]]]]]]}");
    String answer = "{\"error\":{\"code\":\"too_deep\",\"message\":\"nested deeper than 8\"}}";
    assertThat(say("{\"ping\":[[[[[[[[1]]]]]]]]}")).containsExactly(answer);
    assertThat(say("[".repeat(200_000))).containsExactly(answer);
    assertThat(say("{\"id\":" + "[".repeat(200_000))).containsExactly(answer);
  }

  @Test
  void roomNamesMayHave255Characters() {
    String longest = "news" + "x".repeat(251);

    assertThat(say("{\"subscribe\":[\"" + longest + "\"]}")).hasSize(1);
    assertThat(subscriber.rooms("/")).containsExactly(subscriber.id(), longest);
    assertThat(say("{\"subscribe\":[\"" + longest + "x\"]}").get(0)).contains("malformed");
  }

  @Test
  void refusedSubscriptionJoinsNothing() {
    say("{\"subscribe\":[\"news\",\"secret\"]}");
    say("{\"subscribe\":[\"news1\",\"news2\",\"news3\",\"news4\"]}");

    assertThat(adapter.rooms()).containsExactly(subscriber.id());
  }

  @Test
  void whatIsEmittedToItsRoomsArrivesUntilItLeaves() {
    say("{\"subscribe\":[\"news\"]}");
    emit("news", "hi", List.of(1, 2));
    emit("news2", "not for it");
    assertThat(heard())
        .containsExactly(
            "{\"event\":\"posts\",\"data\":[\"hi\",[1,2]],\"room\":\"news\","
                + "\"cursor\":\"EPOCH-1\"}");

    say("{\"unsubscribe\":[\"news\"]}");
    emit("news", "late");
    assertThat(heard()).isEmpty();
  }

  @Test
  void namespacesAreApart() {
    say("{\"subscribe\":[\"news\"],\"namespace\":\"/a\"}");
    emit("news", "not for it");
    emitIn("/a", "news", 1);

    assertThat(heard())
        .containsExactly(
            "{\"event\":\"posts\",\"data\":[1],\"namespace\":\"/a\",\"room\":\"news\","
                + "\"cursor\":\"EPOCH-1\"}");
  }

  @Test
  void namespacesOfAClientHaveALimit() {
    say("{\"subscribe\":[],\"namespace\":\"/a\"}");
    say("{\"subscribe\":[],\"namespace\":\"/b\"}");

    assertThat(say("{\"subscribe\":[],\"namespace\":\"/c\"}"))
        .containsExactly(
            "{\"error\":{\"code\":\"too_many_namespaces\",\"message\":\"a client may not be in so many"
                + " namespaces\"}}");
    assertThat(subscriber.namespaces()).containsExactlyInAnyOrder("/a", "/b");
  }

  @Test
  void everybodyIsARoomLikeOthers() {
    PlainProtocol open = protocol((client, namespace, room) -> RoomAuthorizer.Decision.ALLOWED);
    open.onText(subscriber, "{\"subscribe\":[\"*\",\"news\"]}");
    assertThat(heard()).containsExactly("{\"subscribed\":[\"*\",\"news\"]" + NO_CURSOR + "}");

    adapter.broadcast(new Broadcast("/", "all", json.encode(), Selection.EVERYBODY));

    assertThat(heard()).containsExactly("{\"event\":\"all\",\"data\":[],\"cursor\":\"EPOCH-1\"}");
  }

  @Test
  void userIsReachedWithoutARoom() {
    String ticket = tickets.issue(new Identity(() -> "alice", UserRoles.NONE));
    say("{\"auth\":{\"ticket\":\"" + ticket + "\"}}");
    say("{\"subscribe\":[]}");

    emit(RoomNames.ofUser("alice"), 1);

    assertThat(heard())
        .containsExactly("{\"event\":\"posts\",\"data\":[1],\"cursor\":\"EPOCH-1\"}");
  }

  @Test
  void whatItMissedFollowsTheAnswerAndThenWhatComes() {
    emit("news", 1);
    emit("news2", 2);
    emit("news", 3);

    assertThat(say("{\"subscribe\":[\"news\"],\"since\":\"" + epoch("/") + "-1\",\"id\":1}"))
        .containsExactly(
            "{\"subscribed\":[\"news\"],\"cursor\":\"EPOCH-1\",\"recovered\":true,"
                + "\"heartbeatMs\":15000,\"id\":1}",
            "{\"event\":\"posts\",\"data\":[3],\"room\":\"news\",\"cursor\":\"EPOCH-3\"}");
    emit("news", 4);
    assertThat(heard())
        .containsExactly(
            "{\"event\":\"posts\",\"data\":[4],\"room\":\"news\",\"cursor\":\"EPOCH-4\"}");
    assertThat(say("{\"subscribe\":[\"news2\"],\"since\":\"" + epoch("/") + "-4\"}"))
        .containsExactly(
            "{\"subscribed\":[\"news2\"],\"cursor\":\"EPOCH-4\",\"recovered\":true,"
                + "\"heartbeatMs\":15000}");
  }

  @Test
  void moreThanMayWaitIsAGap() {
    for (int i = 0; i < 3; i++) {
      emit("news", "x".repeat(200));
    }

    assertThat(say("{\"subscribe\":[\"news\"],\"since\":\"" + epoch("/") + "-0\"}"))
        .containsExactly(
            "{\"subscribed\":[\"news\"],\"cursor\":\"EPOCH-3\",\"recovered\":false,"
                + "\"reason\":\"too_many\",\"heartbeatMs\":15000}");
  }

  @Test
  void ticketTellsWhoItIsOnce() {
    String ticket = tickets.issue(new Identity(() -> "alice", UserRoles.NONE));

    assertThat(say("{\"auth\":{\"ticket\":\"" + ticket + "\"},\"id\":1}"))
        .containsExactly("{\"authenticated\":\"alice\",\"id\":1}");

    assertThat(sessions.ofUser("alice")).containsExactly(subscriber);
    assertThat(say("{\"auth\":{\"ticket\":\"" + ticket + "\"}}").get(0)).contains("bad_ticket");
    assertThat(say("{\"subscribe\":[\"mine\"]}"))
        .containsExactly("{\"subscribed\":[\"mine\"]" + NO_CURSOR + "}");
  }

  @Test
  void ticketOfNobodyIsOne() {
    String ticket = tickets.issue(new Identity(null, UserRoles.NONE));

    assertThat(say("{\"auth\":{\"ticket\":\"" + ticket + "\"}}"))
        .containsExactly("{\"authenticated\":null}");
  }

  @Test
  void ticketComesBeforeTheFirstRoom() {
    String ticket = tickets.issue(new Identity(() -> "alice", UserRoles.NONE));
    say("{\"subscribe\":[\"news\"]}");

    assertThat(say("{\"auth\":{\"ticket\":\"" + ticket + "\"}}"))
        .containsExactly(
            "{\"error\":{\"code\":\"too_late\",\"message\":\"say who you are before you"
                + " subscribe or emit\"}}");
    assertThat(subscriber.principal()).isNull();
    assertThat(tickets.redeem(ticket)).isNotNull();
  }

  @Test
  void whoExpiresIsWarnedAndThenClosed() {
    Instant end = timers.clock().now().plusSeconds(90);
    String ticket = tickets.issue(new Identity(() -> "alice", UserRoles.NONE, end));
    say("{\"auth\":{\"ticket\":\"" + ticket + "\"}}");

    assertThat(heardAnsweringPings(30))
        .containsExactly(
            "{\"event\":\"oneport:token_expiring\",\"data\":[{\"expiresAt\":"
                + end.toEpochMilli()
                + "}]}");
    assertThat(heardAnsweringPings(59)).isEmpty();

    assertThat(heardAnsweringPings(1)).containsExactly("close 1000");
    assertThat(sessions.count()).isZero();
  }

  private List<String> heardAnsweringPings(int seconds) {
    for (int i = 0; i < seconds; i++) {
      liveness.onSignOfLife();
      timers.advance(1_000);
    }
    return heard().stream().filter(text -> !text.contains("ping")).toList();
  }

  @Test
  void authorizerThatFailsHarmsNobody() {
    PlainProtocol failing =
        protocol(
            (client, namespace, room) -> {
              throw new IllegalStateException("expected by the test");
            });
    try (ExpectedLog log = ExpectedLog.of(PlainProtocol.class.getName())) {
      failing.onText(subscriber, "{\"subscribe\":[\"news\"],\"id\":1}");
      assertThat(log.take()).hasSize(1);
    }

    assertThat(heard())
        .containsExactly(
            "{\"error\":{\"code\":\"internal\",\"message\":\"the server failed\"},\"id\":1}");
    assertThat(adapter.rooms()).isEmpty();
  }

  @Nested
  class TheSubscription {
    @Test
    void isASessionLikeOthers() {
      say("{\"subscribe\":[\"news\"]}");

      assertThat(subscriber.id()).hasSize(20);
      assertThat(sessions.find(subscriber.id())).containsSame(subscriber);
      assertThat(sessions.count(TransportName.WS)).isOne();
      assertThat(sessions.inRoom("/", "news")).containsExactly(subscriber);
      assertThat(sessions.inRoom("/other", "news")).isEmpty();
      assertThat(subscriber.namespaces()).containsExactly("/");
      assertThat(subscriber.address()).isEqualTo("192.0.2.1");
      assertThat(subscriber.principal()).isNull();
    }

    @Test
    void endsOnce() {
      say("{\"subscribe\":[\"news\"]}");

      subscriber.end(End.NORMAL);
      subscriber.end(End.NORMAL);
      emit("news", "late");

      assertThat(sink.take()).containsExactly("close 1000");
      assertThat(sessions.count()).isZero();
      assertThat(adapter.rooms()).isEmpty();
    }

    @Test
    void disconnectWritesFirstWhatIsQueued() {
      say("{\"subscribe\":[\"news\"]}");
      sink.hold();
      emit("news", 1);
      emit("news", 2);

      sessions.disconnect(subscriber.id());
      sink.complete();
      assertThat(heard())
          .containsExactly(
              "{\"event\":\"posts\",\"data\":[1],\"room\":\"news\",\"cursor\":\"EPOCH-1\"}",
              "{\"event\":\"posts\",\"data\":[2],\"room\":\"news\",\"cursor\":\"EPOCH-2\"}");
      sink.complete();

      assertThat(sink.take()).containsExactly("close 1000");
      assertThat(sessions.count()).isZero();
    }

    @Test
    void slowReaderIsClosedAndNobodyElseIsHarmed() {
      say("{\"subscribe\":[\"news\"]}");
      RecordingFrameSink other = new RecordingFrameSink();
      Subscriber quick =
          new Subscriber(
              InMemoryClient.handshake(), TransportName.WS, context, new WebSocketLink(other));
      quick.open();
      protocol.onText(quick, "{\"subscribe\":[\"news\"]}");
      assertThat(other.take()).hasSize(1);
      sink.hold();
      String text = "x".repeat(500);

      emit("news", text);
      emit("news", text);

      String frame =
          "{\"event\":\"posts\",\"data\":[\"" + text + "\"],\"room\":\"news\",\"cursor\":";
      assertThat(heard()).containsExactly(frame + "\"EPOCH-1\"}", "close 1008 too slow");
      assertThat(heard(other)).containsExactly(frame + "\"EPOCH-1\"}", frame + "\"EPOCH-2\"}");
      assertThat(sessions.sessions()).containsExactly(quick);
    }

    @Test
    void volatileEventsAreForWhoCanTakeThemNow() {
      say("{\"subscribe\":[\"news\"]}");
      Selection fleeting = Selection.of("news").with(Flags.NONE.asVolatile());
      timers.advance(1);
      adapter.broadcast(new Broadcast("/", "typing", json.encode(1), fleeting));
      assertThat(heard()).containsExactly("{\"event\":\"typing\",\"data\":[1],\"room\":\"news\"}");
      sink.hold();
      emit("news", 1);

      timers.advance(1);
      adapter.broadcast(new Broadcast("/", "typing", json.encode(2), fleeting));
      sink.release();

      assertThat(heard())
          .containsExactly(
              "{\"event\":\"posts\",\"data\":[1],\"room\":\"news\",\"cursor\":\"EPOCH-1\"}");
    }

    @Test
    void whoAnswersPingsStays() {
      for (int i = 1; i <= 5; i++) {
        timers.advance(15_000);
        assertThat(sink.take()).containsExactly("{\"ping\":" + i + "}", "ping");
        assertThat(say("{\"pong\":" + i + "}")).isEmpty();
        liveness.onSignOfLife();
      }
      assertThat(sessions.count()).isOne();
    }

    @Test
    void controlFrameIsSentOnlyWhereNothingWaits() {
      sink.hold();
      subscriber.send("a");

      timers.advance(15_000);
      sink.release();

      assertThat(sink.take()).containsExactly("a", "{\"ping\":1}");
    }

    @Test
    void whoAnswersNoPingIsGone() {
      timers.advance(30_000);
      assertThat(sink.take()).containsExactly("{\"ping\":1}", "ping", "{\"ping\":2}", "ping");

      timers.advance(15_000);

      assertThat(sink.take()).containsExactly("close 1000");
      assertThat(sessions.count()).isZero();
      timers.advance(90_000);
      assertThat(timers.pending()).isZero();
    }

    @Test
    void failedWriteEndsIt() {
      sink.hold();
      subscriber.send("a");

      sink.fail(new IOException("broken pipe"));

      assertThat(sink.take()).containsExactly("a", "close 1000");
      assertThat(sessions.count()).isZero();
    }
  }
}
