package dev.oneport.it;

import static dev.oneport.it.server.TokenIssuer.claims;
import static dev.oneport.it.server.TokenIssuer.header;
import static dev.oneport.it.server.TokenIssuer.key;
import static dev.oneport.it.server.TokenIssuer.publicKey;
import static dev.oneport.it.server.TokenIssuer.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.TransportName;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.Visitor;
import dev.oneport.it.client.Visitor.Connection;
import dev.oneport.it.client.Visitor.Speaker;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.TokenIssuer;
import dev.oneport.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens (JWT) say who a client is, on every transport, for as long as they are good. Tests that
 * wait for time to pass do so beside the others.
 */
@OnEachServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class TokenIT {
  private static final Duration LONG = Duration.ofHours(1);

  /** Shorter than the minute before its end in which a client is warned. */
  private static final Duration SHORT = Duration.ofSeconds(40);

  /** Long enough to connect over each transport. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private final URI base;

  TokenIT(ServerUnderTest server) {
    base = server.base(Applications.TOKENS);
  }

  private static Instant in(Duration time) {
    return Instant.now().plus(time);
  }

  private Visitor with(String token) {
    return Visitor.withToken(base, token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "RS256", "ES256", "EdDSA"})
  void eachAlgorithmIsGoodWithItsKey(String algorithm) {
    String token = token(algorithm, "alice", in(LONG), "clerk");
    try (Speaker client =
        new Visitor(base, Map.of()).webSocket("40{\"token\":\"" + token + "\"}")) {
      assertTrue(client.ask("whoami").contains("alice is a clerk"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tokenInTheHeaderIsKnownToEveryTransport(TransportName transport) {
    Visitor alice = with(token("ES256", "alice", in(LONG), "clerk"));
    try (Connection connection = alice.connect(transport, "clerks")) {
      if (connection instanceof Speaker speaker) {
        assertTrue(speaker.ask("whoami").contains("alice is a clerk"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SSE", "LONGPOLL"})
  void roleThatTheTokenLacksIsMissed(TransportName transport) {
    String refusal = with(token("ES256", "bob", in(LONG), "guest")).refusal(transport, "clerks");
    assertTrue(refusal.startsWith("403 "), refusal);
  }

  @Test
  void ticketStandsForTheTokenOnce() {
    String ticket = ticket(token("RS256", "alice", in(SHORT), "clerk"));
    Visitor nobody = new Visitor(base, Map.of());
    try (Connection stream = nobody.connect(TransportName.SSE, "clerks&ticket=" + ticket)) {
      // It ends when the token does.
      assertTrue(stream.await("oneport:token_expiring").contains("\"expiresAt\":"));
    }
    String again = nobody.refusal(TransportName.SSE, "clerks&ticket=" + ticket);
    assertTrue(again.startsWith("401 "), again);
    String other = ticket(token("RS256", "alice", in(LONG), "clerk"));
    try (Speaker client = nobody.webSocket("40{\"ticket\":\"" + other + "\"}")) {
      assertTrue(client.ask("whoami").contains("alice is a clerk"));
    }
  }

  private String ticket(String token) {
    var answer = Http.send(with(token).request("events/ticket").POST(BodyPublishers.noBody()));
    assertEquals(200, answer.statusCode(), answer.body());
    return Http.json(answer.body()).getString("ticket");
  }

  private static Map<String, String> badTokens() {
    String claims = claims("alice", in(LONG), "clerk");
    KeyPair stranger = TestTokens.keyPair("RS256");
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("expired", token("RS256", "alice", in(Duration.ofSeconds(-2)), "clerk"));
    bad.put("wrong key", TestTokens.token(header("RS256", "RS256"), claims, stranger.getPrivate()));
    bad.put(
        "public key as a secret",
        TestTokens.token(
            header("HS256", "RS256"), claims, TestTokens.secret(publicKey("RS256").getEncoded())));
    bad.put(
        "algorithm of another key",
        TestTokens.token(header("ES256", "RS256"), claims, key("ES256")));
    bad.put("none", TestTokens.unsigned("{\"alg\":\"none\"}", claims));
    bad.put("none with a key", TestTokens.unsigned("{\"alg\":\"none\",\"kid\":\"RS256\"}", claims));
    bad.put(
        "issuer",
        TestTokens.token(
            header("RS256", "RS256"),
            claims("https://else.example", TokenIssuer.AUDIENCE, "alice", in(LONG)),
            key("RS256")));
    bad.put(
        "audience",
        TestTokens.token(
            header("RS256", "RS256"),
            claims(TokenIssuer.ISSUER, "another", "alice", in(LONG)),
            key("RS256")));
    bad.put("no token at all", "x");
    return bad;
  }

  @ParameterizedTest
  @EnumSource
  void badTokenLetsNobodyInAnywhere(TransportName transport) {
    int status =
        switch (transport) {
          case POLLING -> 403;
          case WEBSOCKET -> 400;
          case SSE, LONGPOLL, WS -> 401;
        };
    badTokens()
        .forEach(
            (what, token) -> {
              String refusal = with(token).refusal(transport, "members");
              assertTrue(refusal.startsWith(status + " "), what + ": " + refusal);
              assertFalse(refusal.contains(token), what + ": " + refusal);
            });
    String nobody = new Visitor(base, Map.of()).refusal(transport, "members");
    assertFalse(nobody.contains("40{") || nobody.contains("subscribed\""), nobody);
  }

  /** Connects over each transport at once, lest a test wait for each. */
  private Map<TransportName, Connection> connectEverywhere(String token, String room) {
    Map<TransportName, Connection> all = new EnumMap<>(TransportName.class);
    for (TransportName transport : TransportName.values()) {
      all.put(transport, with(token).connect(transport, room));
    }
    return all;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void everyTransportIsWarnedAndEndsWithTheToken() {
    Instant end = in(SOON);
    Map<TransportName, Connection> all =
        connectEverywhere(token("EdDSA", "alice", end, "clerk"), "clerks");
    all.forEach(
        (transport, connection) -> {
          String warning = connection.await("oneport:token_expiring");
          assertTrue(
              warning.contains("{\"expiresAt\":" + end.getEpochSecond() * 1000 + "}"), warning);
        });

    all.values().forEach(Connection::awaitEnd);

    assertFalse(Instant.now().isBefore(Instant.ofEpochSecond(end.getEpochSecond())));
    all.values().forEach(Connection::close);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void newTokenLetsEveryConnectionLiveOn() throws InterruptedException {
    Instant end = in(SOON);
    Instant later = in(LONG);
    Map<TransportName, Connection> all =
        connectEverywhere(token("EdDSA", "alice", end, "clerk"), "members");
    all.forEach(
        (transport, connection) -> {
          connection.await("oneport:token_expiring");
          if (transport != TransportName.LONGPOLL) {
            // Each poll may be somebody else's.
            String refused = connection.renew(token("EdDSA", "bob", later, "clerk"));
            assertTrue(
                refused.contains("token_other_subject") || refused.startsWith("401 "), refused);
          }
          String answer = connection.renew(token("HS256", "alice", later));
          String expected =
              transport == TransportName.LONGPOLL
                  ? "200 {\"events\":[],"
                  : "\"expiresAt\":" + later.getEpochSecond() * 1000;
          assertTrue(answer.contains(expected), transport + ": " + answer);
        });

    Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()) + 500);

    new Publisher(base, Applications.API_KEY).publish("/", List.of("members"), "still", "here");
    all.forEach(
        (transport, connection) -> {
          if (connection instanceof Speaker speaker) {
            assertTrue(speaker.ask("whoami").contains("alice is no clerk"), "its role is gone");
          } else {
            connection.await("still");
          }
          connection.close();
        });
  }

  @Test
  void roleThatIsRevokedTakesItsRoomsAlong() {
    String clerk = token("HS256", "alice", in(SHORT), "clerk");
    String nobody = token("HS256", "alice", in(LONG));
    try (Connection stream = with(clerk).connect(TransportName.SSE, "clerks")) {
      String answer = stream.renew(nobody);
      assertTrue(answer.startsWith("403 "), answer);
      stream.awaitEnd();
    }
    try (Connection plain = with(clerk).connect(TransportName.WS, "clerks")) {
      String answer = plain.renew(nobody);
      // The warning that its token expires may come at any moment.
      assertTrue(answer.contains("{\"unsubscribed\":[\"clerks\"]"), answer);
      assertTrue(answer.contains("\"renewed\""), answer);
    }
    try (Connection polls = with(clerk).connect(TransportName.LONGPOLL, "clerks")) {
      String answer = polls.renew(nobody);
      assertTrue(answer.startsWith("403 "), answer);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void keysArePublishedAndReplaced() {
    KeyPair first = TestTokens.keyPair("RS256");
    KeyPair second = TestTokens.keyPair("RS256");
    String byFirst =
        TestTokens.token(header("RS256", "first"), claims("alice", in(LONG)), first.getPrivate());
    String bySecond =
        TestTokens.token(header("RS256", "second"), claims("alice", in(LONG)), second.getPrivate());
    TokenIssuer.publish(Map.of("first", first));
    awaitGood(byFirst);
    assertFalse(isGood(bySecond));

    TokenIssuer.publish(Map.of("second", second));
    awaitGood(bySecond);
    assertFalse(isGood(byFirst));
    TokenIssuer.publish(Map.of());
  }

  private boolean isGood(String token) {
    return with(token).refusal(TransportName.LONGPOLL, "members").startsWith("200 ");
  }

  /** Keys are fetched every 10 s. */
  private void awaitGood(String token) {
    Await.until("the keys", Duration.ofSeconds(30), () -> isGood(token), () -> "");
  }
}
