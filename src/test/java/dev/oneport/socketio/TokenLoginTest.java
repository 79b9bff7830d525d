package dev.oneport.socketio;

import static dev.oneport.testing.TestTokens.hs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.HandshakeCheck;
import dev.oneport.HandshakeCheck.Decision;
import dev.oneport.Socket;
import dev.oneport.TokenPrincipal;
import dev.oneport.UserRoles;
import dev.oneport.engineio.RandomId;
import dev.oneport.session.Identity;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import dev.oneport.testing.RecordingFrameSink;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens in {@code auth}, and their end. It is 2026-01-02T03:04:05Z, 1767323045 in seconds. */
class TokenLoginTest {
  private static final long NOW = 1_767_323_045;

  private @Nullable Fixture open;

  private Fixture fixture(boolean anonymous, @Nullable HandshakeCheck check) {
    Fixture fixture = Fixture.tokens(anonymous, check);
    open = fixture;
    fixture.io.of("/");
    fixture.io.of("/chat");
    return fixture;
  }

  @AfterEach
  void close() {
    if (open != null) {
      assertThat(open.sessions.count()).isZero();
      assertThat(open.timers.pending()).isZero();
      open.close();
    }
  }

  private static String token(String subject, long seconds, String... roles) {
    String list = roles.length == 0 ? "" : "\"" + String.join("\",\"", roles) + "\"";
    return hs256(
        "{\"sub\":\"%s\",\"exp\":%d,\"realm\":{\"roles\":[%s]}}"
            .formatted(subject, NOW + seconds, list));
  }

  private static String connect(String token) {
    return "40{\"token\":\"" + token + "\"}";
  }

  private static Socket only(Fixture fixture, String namespace) {
    assertThat(fixture.io.of(namespace).sockets()).hasSize(1);
    return fixture.io.of(namespace).sockets().iterator().next();
  }

  private static void end(WebSocket ws) {
    ws.transport().onClose();
    ws.take();
  }

  @Test
  void tokenSaysWhoItIsAndWhatItMay() {
    Fixture fixture = fixture(false, null);
    WebSocket ws = fixture.client().webSocket();

    ws.send(connect(token("alice", 600, "clerk")));

    assertThat(ws.take()).singleElement().asString().startsWith("40{\"sid\":");
    Socket socket = only(fixture, "/");
    assertThat(socket.handshake().principal()).isInstanceOf(TokenPrincipal.class);
    assertThat(String.valueOf(socket.handshake().principal())).isEqualTo("alice");
    assertThat(socket.handshake().isUserInRole("clerk")).isTrue();
    assertThat(socket.handshake().isUserInRole("boss")).isFalse();
    assertThat(fixture.sessions.ofUser("alice")).hasSize(1);
    fixture.io.of("/").toUser("alice").emit("hi");
    assertThat(ws.take()).containsExactly("42[\"hi\"]");
    end(ws);
  }

  @Test
  void badTokenIsToldWhyAndTheConnectionLives() {
    Fixture fixture = fixture(true, null);
    WebSocket ws = fixture.client().webSocket();

    ws.send(connect(token("alice", -1)));
    assertThat(ws.take())
        .containsExactly(
            "44{\"message\":\"the token has expired\",\"data\":{\"code\":\"token_expired\"}}");
    ws.send("40{\"token\":5}");
    assertThat(ws.take())
        .containsExactly(
            "44{\"message\":\"the token is malformed\","
                + "\"data\":{\"code\":\"token_malformed\"}}");
    ws.send(connect(hs256("{\"exp\":1767324045}")));
    assertThat(ws.take())
        .containsExactly(
            "44{\"message\":\"the token names no subject\","
                + "\"data\":{\"code\":\"token_no_subject\"}}");
    ws.send(connect(token("alice", 600)));
    assertThat(ws.take()).singleElement().asString().startsWith("40{\"sid\":");
    end(ws);
  }

  @Test
  void nobodyIsKeptOutIfSoConfigured() {
    Fixture fixture = fixture(false, null);
    WebSocket ws = fixture.client().webSocket();

    for (String connect : List.of("40", "40{}", "40{\"token\":null}", "40{\"ticket\":\"x\"}")) {
      ws.send(connect);
      assertThat(ws.take())
          .containsExactly(
              "44{\"message\":\"clients must say who they are\","
                  + "\"data\":{\"code\":\"sign_in_needed\"}}");
    }
    end(ws);
  }

  @Test
  void ticketIsAsGoodAsTheTokenItWasGivenFor() {
    Fixture fixture = fixture(false, null);
    Instant expiry = fixture.timers.clock().now().plusSeconds(90);
    String ticket = fixture.tickets.issue(new Identity(() -> "alice", UserRoles.NONE, expiry));
    WebSocket ws = fixture.client().webSocket();

    ws.send("40{\"ticket\":\"" + ticket + "\"}");
    assertThat(ws.take()).singleElement().asString().startsWith("40{\"sid\":");
    WebSocket again = fixture.client().webSocket();
    again.send("40{\"ticket\":\"" + ticket + "\"}");
    assertThat(again.take()).singleElement().asString().contains("bad_ticket");
    end(again);

    fixture.timers.advance(90_000);
    assertThat(ws.take())
        .containsExactly(
            "42[\"oneport:token_expiring\",{\"expiresAt\":" + expiry.toEpochMilli() + "}]",
            "close 1000");
    end(ws);
  }

  @Test
  void everyNamespaceIsWarnedAMinuteBeforeTheEndWhichClosesTheConnection() {
    Fixture fixture = fixture(false, null);
    WebSocket ws = fixture.client().webSocket();
    ws.send(connect(token("alice", 600)));
    ws.send("40/chat,");
    ws.take();
    only(fixture, "/").onDisconnect(reason -> fixture.log.add("gone: " + reason));

    fixture.timers.advance(539_999);
    assertThat(ws.take()).isEmpty();
    fixture.timers.advance(1);
    assertThat(ws.take())
        .containsExactlyInAnyOrder(
            "42[\"oneport:token_expiring\",{\"expiresAt\":1767323645000}]",
            "42/chat,[\"oneport:token_expiring\",{\"expiresAt\":1767323645000}]");
    fixture.timers.advance(59_999);
    assertThat(ws.take()).isEmpty();
    fixture.timers.advance(1);

    assertThat(ws.take()).containsExactly("close 1000");
    assertThat(fixture.takeLog()).containsExactly("gone: forced close");
  }

  @Test
  void whoComesWithAnOldTokenIsWarnedAtOnce() {
    Fixture fixture = fixture(false, null);
    WebSocket ws = fixture.client().webSocket();

    ws.send(connect(token("alice", 30)));
    fixture.timers.advance(0);

    assertThat(ws.take())
        .satisfiesExactly(
            welcome -> assertThat(welcome).startsWith("40{"),
            warning ->
                assertThat(warning)
                    .isEqualTo("42[\"oneport:token_expiring\",{\"expiresAt\":1767323075000}]"));
    end(ws);
  }

  @Test
  void newTokenLetsItStay() {
    Fixture fixture = fixture(false, null);
    WebSocket ws = fixture.client().webSocket();
    ws.send(connect(token("alice", 600)));
    fixture.timers.advance(550_000);
    ws.take();

    ws.send("421[\"oneport:renew\",\"" + token("alice", 900) + "\"]");
    assertThat(ws.take()).containsExactly("431[{\"expiresAt\":1767323945000}]");
    fixture.timers.advance(289_999);
    assertThat(ws.take()).isEmpty();
    fixture.timers.advance(1);
    assertThat(ws.take())
        .containsExactly("42[\"oneport:token_expiring\",{\"expiresAt\":1767323945000}]");
    ws.send("422[\"oneport:renew\",{\"token\":\"" + token("alice", 2_400) + "\"}]");
    assertThat(ws.take()).containsExactly("432[{\"expiresAt\":1767325445000}]");
    ws.send("42[\"oneport:renew\",\"" + token("alice", 3_000) + "\"]");
    assertThat(ws.take()).isEmpty();
    end(ws);
  }

  @Test
  void renewalWorksOverLongPollingToo() {
    Fixture fixture = fixture(false, null);
    InMemoryClient client = InMemoryClient.polling(fixture.engine);
    client.poll();
    client.post(connect(token("alice", 90)));
    assertThat(client.poll()).startsWith("40{");

    var poll = client.get();
    fixture.timers.advance(30_000);
    assertThat(poll.answer())
        .isEqualTo("200 42[\"oneport:token_expiring\",{\"expiresAt\":1767323135000}]");
    client.post("427[\"oneport:renew\",\"" + token("alice", 300) + "\"]");
    assertThat(client.poll()).isEqualTo("437[{\"expiresAt\":1767323345000}]");
    poll = client.get();
    fixture.timers.advance(210_000);
    assertThat(poll.answer()).startsWith("200 42[\"oneport:token_expiring\"");
    poll = client.get();
    fixture.timers.advance(60_000);

    assertThat(poll.answer()).isEqualTo("200 1");
    assertThat(fixture.sessions.count()).isZero();
  }

  @Test
  void roleThatTheNewTokenLacksIsRevoked() {
    Fixture fixture = fixture(false, null);
    WebSocket ws = fixture.client().webSocket();
    ws.send(connect(token("alice", 600, "clerk", "boss")));
    Socket socket = only(fixture, "/");
    assertThat(socket.handshake().isUserInRole("boss")).isTrue();

    ws.send("42[\"oneport:renew\",\"" + token("alice", 900, "clerk") + "\"]");

    assertThat(socket.handshake().isUserInRole("boss")).isFalse();
    assertThat(socket.handshake().isUserInRole("clerk")).isTrue();
    end(ws);
  }

  @Test
  void renewalIsRefusedToAnybodyElse() {
    Fixture fixture = fixture(true, null);
    WebSocket ws = fixture.client().webSocket();
    ws.send(connect(token("alice", 600)));
    ws.take();

    ws.send("421[\"oneport:renew\",\"" + token("bob", 1_200) + "\"]");
    assertThat(ws.take())
        .containsExactly(refusal(1, "token_other_subject", "the token is of another user"));
    ws.send("422[\"oneport:renew\",\"" + token("alice", -1) + "\"]");
    assertThat(ws.take()).containsExactly(refusal(2, "token_expired", "the token has expired"));
    for (String argument : List.of("", ",5", ",null", ",{}", ",{\"token\":1}", ",[]")) {
      ws.send("423[\"oneport:renew\"" + argument + "]");
      assertThat(ws.take())
          .containsExactly(refusal(3, "malformed", "expected the new token, a string"));
    }
    WebSocket nobody = fixture.client("40").webSocket();
    nobody.send("421[\"oneport:renew\",\"" + token("bob", 1_200) + "\"]");
    assertThat(nobody.take())
        .containsExactly(refusal(1, "not_signed_in", "there is nothing to renew"));
    fixture.timers.advance(600_000);
    assertThat(ws.take()).last().isEqualTo("close 1000");
    end(nobody);
  }

  private static String refusal(int ackId, String code, String message) {
    return "43%d[{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}]".formatted(ackId, code, message);
  }

  @Test
  void oneConnectionIsOfOneUser() {
    Fixture fixture = fixture(true, null);
    WebSocket ws = fixture.client().webSocket();
    ws.send(connect(token("alice", 600)));
    ws.take();

    ws.send("40/chat," + connect(token("bob", 600)).substring(2));
    assertThat(ws.take())
        .containsExactly(
            "44/chat,{\"message\":\"the connection is that of another user\","
                + "\"data\":{\"code\":\"token_other_subject\"}}");
    end(ws);
  }

  @Test
  void whoWasNobodyBecomesSomebodyForTheNamespacesThatFollow() {
    Fixture fixture = fixture(true, null);
    WebSocket ws = fixture.client().webSocket();
    ws.send("40");
    ws.send("40/chat," + connect(token("alice", 600)).substring(2));

    assertThat(only(fixture, "/").handshake().principal()).isNull();
    assertThat(only(fixture, "/chat").handshake().principal()).hasToString("alice");
    assertThat(fixture.sessions.ofUser("alice")).hasSize(1);
    end(ws);
  }

  @Test
  void applicationDecidesInsteadAtOnceOrLater() {
    CompletableFuture<Decision> later = new CompletableFuture<>();
    Fixture fixture =
        fixture(
            false,
            new HandshakeCheck() {
              @Override
              public CompletableFuture<Decision> checkLater(dev.oneport.Handshake client) {
                return switch (client.auth().getString("pass", "")) {
                  case "later" -> later;
                  case "now" ->
                      CompletableFuture.completedFuture(
                          Decision.acceptedAs(() -> "carol", "clerk"));
                  default -> CompletableFuture.completedFuture(Decision.refused("no pass"));
                };
              }
            });
    WebSocket now = fixture.client().webSocket();
    now.send("40{\"pass\":\"now\"}");
    assertThat(only(fixture, "/").handshake().isUserInRole("clerk")).isTrue();
    end(now);
    WebSocket never = fixture.client().webSocket();
    never.send("40");
    assertThat(never.take())
        .containsExactly("44{\"message\":\"no pass\",\"data\":{\"code\":\"refused\"}}");
    end(never);
    WebSocket waits = fixture.client().webSocket();
    waits.send("40{\"pass\":\"later\"}");
    assertThat(waits.take()).isEmpty();
    later.complete(
        Decision.acceptedAs(() -> "dave").until(fixture.timers.clock().now().plusSeconds(5)));
    assertThat(waits.take()).first().asString().startsWith("40{");
    fixture.timers.advance(5_000);
    assertThat(waits.take()).last().isEqualTo("close 1000");
  }

  @Test
  void checkThatFailsOrTakesTooLongLetsNobodyIn() {
    try (ExpectedLog log = ExpectedLog.of("dev.oneport.security.Authenticator")) {
      CompletableFuture<Decision> never = new CompletableFuture<>();
      Fixture fixture =
          fixture(
              true,
              new HandshakeCheck() {
                @Override
                public CompletableFuture<Decision> checkLater(dev.oneport.Handshake client)
                    throws Exception {
                  if (client.auth().containsKey("fail")) {
                    throw new java.io.IOException("the database is down");
                  }
                  return never;
                }
              });
      String refused = "44{\"message\":\"connection failed\",\"data\":{\"code\":\"refused\"}}";
      WebSocket ws = fixture.client().webSocket();
      ws.send("40{\"fail\":1}");
      assertThat(ws.take()).containsExactly(refused);
      ws.send("40");
      fixture.timers.advance(4_999);
      assertThat(ws.take()).isEmpty();
      fixture.timers.advance(1);
      assertThat(ws.take()).containsExactly(refused);
      assertThat(log.take()).hasSize(2);
      end(ws);
    }
  }

  @Test
  void clientsGoWithTheHttpSessionOfTheirUser() {
    Fixture fixture = fixture(true, null);
    WebSocket hers =
        InMemoryClient.webSocket(
                fixture.engine,
                InMemoryClient.handshake()
                    .as(() -> "alice", new UserRoles(Set.of(), Set.of()), null, "session1"))
            .webSocket();
    hers.send("40");
    WebSocket his = fixture.clientOf("bob", "40").webSocket();
    hers.take();
    fixture.sessions.logins().rename("session1", "session2");

    // Who logs out may still know it by the id of before.
    fixture.sessions.logins().end("session1");

    assertThat(hers.take()).containsExactly("41", "close 1000");
    assertThat(his.take()).isEmpty();
    end(his);
    RecordingFrameSink late = new RecordingFrameSink();
    fixture.engine.openWebSocket(
        RandomId.secret(),
        InMemoryClient.handshake().as(() -> "alice", UserRoles.NONE, null, "session2"),
        late);
    assertThat(late.take()).endsWith("close 1000");
  }
}
