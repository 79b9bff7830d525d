package dev.oneport.subscribe;

import static dev.oneport.testing.TestTokens.hs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.RoomAuthorizer;
import dev.oneport.RoomAuthorizer.Decision;
import dev.oneport.TransportName;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adapter.Selection;
import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.RecordingFrameSink;
import dev.oneport.testing.TestAuthenticators;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens over plain WebSocket, where nobody is let in without. It is 2026-01-02T03:04:05Z,
 * 1767323045 in seconds. A token is good for as many seconds as is said.
 */
class PlainTokenTest {
  private static final long NOW = 1_767_323_045;

  /** Everybody who is known listens to news, clerks to files. */
  private static final RoomAuthorizer ROOMS =
      (client, namespace, room) ->
          client.principal() != null && (room.equals("news") || client.isUserInRole("clerk"))
              ? Decision.ALLOWED
              : Decision.refused("not you");

  private final JsonBinding json = JsonBinding.create();
  private final FakeTimers timers = new FakeTimers();
  private final Adapters adapters =
      new Adapters(
          namespace ->
              new InMemoryAdapter(
                  LogConfig.defaults(), RecoveryConfig.defaults(), timers.clock(), timers));
  private final LiveSessions sessions = new LiveSessions();
  private final RecordingFrameSink sink = new RecordingFrameSink();
  private final PlainProtocol protocol =
      new PlainProtocol(
          json,
          new PlainRules(
              "/"::equals,
              ROOMS,
              TestAuthenticators.tokens(false, null, new Tickets(timers.clock(), 10), timers),
              connection -> {
                throw new AssertionError("nobody emits here");
              },
              255,
              8,
              15_000,
              45_000));
  private final Subscriber subscriber =
      new Subscriber(
          InMemoryClient.handshake(),
          TransportName.WS,
          new SubscriberContext(
              adapters,
              sessions,
              timers,
              new WriteWatchdog(timers, 20_000),
              3,
              2,
              600,
              timers.clock(),
              60_000),
          new WebSocketLink(sink));

  PlainTokenTest() {
    subscriber.open();
    protocol.onOpen(subscriber);
  }

  @AfterEach
  void close() {
    subscriber.end(End.NORMAL);
    adapters.close();
    json.close();
  }

  private static String token(String subject, long seconds, String... roles) {
    String list = roles.length == 0 ? "" : "\"" + String.join("\",\"", roles) + "\"";
    return hs256(
        "{\"sub\":\"%s\",\"exp\":%d,\"realm\":{\"roles\":[%s]}}"
            .formatted(subject, NOW + seconds, list));
  }

  private List<String> say(String text) {
    protocol.onText(subscriber, text);
    return sink.take();
  }

  private List<String> signIn(long seconds, String... roles) {
    return say("{\"auth\":{\"token\":\"" + token("alice", seconds, roles) + "\"}}");
  }

  private List<String> renew(String token) {
    return say("{\"renew\":\"" + token + "\",\"id\":1}");
  }

  private static String error(String code, String message) {
    return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"subscribe\":[\"news\"]}",
        "{\"unsubscribe\":[\"news\"]}",
        "{\"emit\":\"say\"}",
        "{\"ack\":[],\"id\":1}"
      })
  void whoHasNotSaidWhoItIsMayDoNothing(String text) {
    assertThat(say(text)).singleElement().asString().startsWith("{\"error\":{\"code\":\"unauthor");
    assertThat(say("{\"ping\":1}")).containsExactly("{\"pong\":1}");
  }

  @Test
  void whoDoesNotSayWhoItIsGoes() {
    timers.advance(44_999);
    assertThat(sink.take()).isEmpty();
    timers.advance(1);

    assertThat(sink.take()).containsExactly("close 1000");
    assertThat(sessions.count()).isZero();
  }

  @Test
  void tokenTellsWhoItIs() {
    assertThat(signIn(600, "clerk")).containsExactly("{\"authenticated\":\"alice\"}");
    assertThat(sessions.ofUser("alice")).containsExactly(subscriber);
    assertThat(say("{\"subscribe\":[\"files\"]}"))
        .singleElement()
        .asString()
        .startsWith("{\"subscribed\":[\"files\"]");
    timers.advance(45_000);
    assertThat(sink.take()).isEmpty();
  }

  @Test
  void badTokenIsToldWhyAndTheConnectionLives() {
    assertThat(signIn(-1)).containsExactly(error("token_expired", "the token has expired") + "}");
    assertThat(say("{\"auth\":{\"token\":\"x\"}}"))
        .containsExactly(error("token_malformed", "the token is malformed") + "}");
    assertThat(signIn(600)).containsExactly("{\"authenticated\":\"alice\"}");
  }

  @Test
  void newTokenLetsItStay() {
    signIn(90);
    timers.advance(30_000);
    assertThat(sink.take())
        .containsExactly(
            "{\"event\":\"oneport:token_expiring\",\"data\":[{\"expiresAt\":1767323135000}]}");

    assertThat(renew(token("alice", 200)))
        .containsExactly("{\"renewed\":{\"expiresAt\":1767323245000},\"id\":1}");
    timers.advance(109_999);
    assertThat(sink.take()).isEmpty();
    timers.advance(1);
    assertThat(sink.take())
        .containsExactly(
            "{\"event\":\"oneport:token_expiring\",\"data\":[{\"expiresAt\":1767323245000}]}");
    timers.advance(60_000);
    assertThat(sink.take()).containsExactly("close 1000");
  }

  @Test
  void renewalAsAnEventIsAcknowledged() {
    signIn(90);

    assertThat(
            say("{\"emit\":\"oneport:renew\",\"data\":[\"" + token("alice", 200) + "\"],\"id\":5}"))
        .containsExactly("{\"ack\":[{\"expiresAt\":1767323245000}],\"id\":5}");
    assertThat(say("{\"emit\":\"oneport:renew\",\"data\":[7],\"id\":6}"))
        .singleElement()
        .asString()
        .startsWith("{\"ack\":[{\"error\":{\"code\":\"");
  }

  @Test
  void renewalIsRefusedToAnybodyElse() {
    assertThat(renew(token("alice", 200)))
        .containsExactly(error("not_signed_in", "there is nothing to renew") + ",\"id\":1}");
    signIn(90);

    assertThat(renew(token("bob", 200)))
        .singleElement()
        .asString()
        .startsWith("{\"error\":{\"code\":\"token_other_subject\"");
    assertThat(renew(token("alice", -1)))
        .containsExactly(error("token_expired", "the token has expired") + ",\"id\":1}");
    assertThat(String.valueOf(subscriber.principal())).isEqualTo("alice");
    timers.advance(90_000);
    assertThat(sink.take()).endsWith("close 1000");
  }

  @Test
  void roomsOfARoleThatIsRevokedAreLeft() {
    signIn(90, "clerk");
    say("{\"subscribe\":[\"news\",\"files\"]}");

    assertThat(renew(token("alice", 200)))
        .containsExactly(
            "{\"unsubscribed\":[\"files\"]}",
            "{\"renewed\":{\"expiresAt\":1767323245000},\"id\":1}");

    emit("files");
    assertThat(sink.take()).isEmpty();
    emit("news");
    assertThat(sink.take()).hasSize(1);
  }

  private void emit(String room) {
    adapters.of("/").broadcast(new Broadcast("/", "posts", json.encode("x"), Selection.of(room)));
  }
}
