package dev.oneport.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adapter.Selection;
import dev.oneport.config.RoomPatterns;
import dev.oneport.config.RoomsConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.session.LiveSessions;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.RecordingFrameSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One client without a library: rooms that begin with {@code news} are open, at most 3, 200 bytes.
 */
class PlainProtocolTest {
  private final JsonBinding json = JsonBinding.create();
  private final Adapter adapter = new InMemoryAdapter();
  private final LiveSessions sessions = new LiveSessions();
  private final FakeTimers timers = new FakeTimers();
  private final WriteWatchdog watchdog = new WriteWatchdog(timers, 20_000);
  private final RecordingFrameSink sink = new RecordingFrameSink();
  private final PlainProtocol protocol =
      new PlainProtocol(
          json,
          new ConfiguredRooms(
              new RoomsConfig(RoomPatterns.of(List.of("news*")), RoomPatterns.none(), Map.of())));
  private final SubscriberContext context =
      new SubscriberContext(
          new Adapters(namespace -> adapter), sessions, timers, watchdog, 3, 2, 200);
  private final Subscriber subscriber =
      new Subscriber(
          InMemoryClient.handshake(), TransportName.WS, context, new WebSocketLink(sink));
  private final Liveness liveness = new Liveness(subscriber, timers, 45_000);

  @BeforeEach
  void open() {
    subscriber.open();
    liveness.start();
  }

  @AfterEach
  void close() {
    json.close();
  }

  private List<String> say(String text) {
    protocol.onText(subscriber, text);
    return sink.take();
  }

  private void emit(String room, Object... args) {
    adapter.broadcast(new Broadcast("/", "posts", json.encode(args), Selection.of(room)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"subscribe\":[\"news\"]}| {\"subscribed\":[\"news\"]}",
        "{\"subscribe\":[\"news\",\"news:1\"],\"id\":7}|"
            + " {\"subscribed\":[\"news\",\"news:1\"],\"id\":7}",
        "{\"id\":\"a\\\"b\",\"subscribe\":[\"news\",\"news\"]}|"
            + " {\"subscribed\":[\"news\"],\"id\":\"a\\\"b\"}",
        "{\"subscribe\":[],\"id\":null}| {\"subscribed\":[],\"id\":null}",
        "{\"unsubscribe\":[\"anything\"]}| {\"unsubscribed\":[\"anything\"]}",
        "{\"subscribe\":[\"news\",\"secret\"],\"id\":1}|"
            + " {\"error\":{\"code\":\"forbidden\",\"message\":\"room \\\"secret\\\" is not open to"
            + " everybody; see oneport.rooms.public\"},\"id\":1}",
        "{\"subscribe\":[\"news1\",\"news2\",\"news3\",\"news4\"]}|"
            + " {\"error\":{\"code\":\"too_many_rooms\",\"message\":\"a client may not be in so"
            + " many rooms\"}}",
        "{}| {\"error\":{\"code\":\"unknown_command\",\"message\":\"expected \\\"subscribe\\\" or"
            + " \\\"unsubscribe\\\"\"}}",
        "{\"emit\":1,\"id\":[2]}| {\"error\":{\"code\":\"unknown_command\",\"message\":\"expected"
            + " \\\"subscribe\\\" or \\\"unsubscribe\\\"\"},\"id\":[2]}",
        "{\"subscribe\":\"news\"}|"
            + " {\"error\":{\"code\":\"malformed\",\"message\":\"\\\"subscribe\\\" must be an array"
            + " of room names\"}}",
        "{\"unsubscribe\":null}|"
            + " {\"error\":{\"code\":\"malformed\",\"message\":\"\\\"unsubscribe\\\" must be an"
            + " array of room names\"}}",
        "{\"subscribe\":[1]}| {\"error\":{\"code\":\"malformed\",\"message\":\"\\\"subscribe\\\""
            + " must hold strings of 1 to 255 characters\"}}",
        "{\"unsubscribe\":[\"\"]}|"
            + " {\"error\":{\"code\":\"malformed\",\"message\":\"\\\"unsubscribe\\\" must hold"
            + " strings of 1 to 255 characters\"}}",
        "[]| {\"error\":{\"code\":\"malformed\",\"message\":\"expected one JSON object\"}}",
        "null| {\"error\":{\"code\":\"malformed\",\"message\":\"expected one JSON object\"}}",
        "hello| {\"error\":{\"code\":\"malformed\",\"message\":\"expected one JSON object\"}}",
        "``| {\"error\":{\"code\":\"malformed\",\"message\":\"expected one JSON object\"}}",
        "{\"subscribe\":[\"news\"]} x| {\"error\":{\"code\":\"malformed\",\"message\":\"expected"
            + " one JSON object\"}}"
      })
  void everyTextIsAnsweredAndTheConnectionLives(String text, String answer) {
    assertThat(say(text)).containsExactly(answer);
    assertThat(sessions.count()).isOne();
  }

  @Test
  void roomNamesMayHave255Characters() {
    String longest = "news" + "x".repeat(251);

    assertThat(say("{\"subscribe\":[\"" + longest + "\"]}")).hasSize(1);
    assertThat(subscriber.rooms("/")).containsExactly(longest);
    assertThat(say("{\"subscribe\":[\"" + longest + "x\"]}").get(0)).contains("malformed");
  }

  @Test
  void nestingWithoutEndIsMalformedAndHarmsNobody() {
    assertThat(say("[".repeat(200_000)))
        .containsExactly(
            "{\"error\":{\"code\":\"malformed\",\"message\":\"expected one JSON object\"}}");
    assertThat(say("{\"id\":" + "[".repeat(200_000))).hasSize(1);
  }

  @Test
  void refusedSubscriptionJoinsNothing() {
    say("{\"subscribe\":[\"news\",\"secret\"]}");
    say("{\"subscribe\":[\"news1\",\"news2\",\"news3\",\"news4\"]}");

    assertThat(adapter.rooms()).isEmpty();
  }

  @Test
  void whatIsEmittedToItsRoomsArrivesUntilItLeaves() {
    say("{\"subscribe\":[\"news\"]}");
    emit("news", "hi", List.of(1, 2));
    emit("news2", "not for it");
    assertThat(sink.take())
        .containsExactly("{\"event\":\"posts\",\"data\":[\"hi\",[1,2]],\"room\":\"news\"}");

    say("{\"unsubscribe\":[\"news\"]}");
    emit("news", "late");
    assertThat(sink.take()).isEmpty();
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
      assertThat(sink.take())
          .containsExactly(
              "{\"event\":\"posts\",\"data\":[1],\"room\":\"news\"}",
              "{\"event\":\"posts\",\"data\":[2],\"room\":\"news\"}");
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
      assertThat(other.take()).containsExactly("{\"subscribed\":[\"news\"]}");
      sink.hold();
      String text = "x".repeat(100);

      emit("news", text);
      emit("news", text);

      String frame = "{\"event\":\"posts\",\"data\":[\"" + text + "\"],\"room\":\"news\"}";
      assertThat(sink.take()).containsExactly(frame, "close 1008 too slow");
      assertThat(other.take()).containsExactly(frame, frame);
      assertThat(sessions.sessions()).containsExactly(quick);
    }

    @Test
    void whoAnswersPingsStays() {
      timers.advance(45_000);
      assertThat(sink.take()).containsExactly("ping");
      liveness.onSignOfLife();

      timers.advance(45_000);

      assertThat(sink.take()).containsExactly("ping");
      assertThat(sessions.count()).isOne();
    }

    @Test
    void whoAnswersNoPingIsGone() {
      timers.advance(45_000);
      assertThat(sink.take()).containsExactly("ping");

      timers.advance(45_000);

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
