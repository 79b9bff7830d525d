package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.TransportName;
import dev.oneport.it.Way.Outcome;
import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Line;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must be refused, and what must not, by each way into Oneport. Which item of the security
 * checklist is shown where is in {@link SecurityChecklist}.
 */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class SecurityChecklistIT {

  private static final String FOREIGN = "https://evil.example";
  private static final String LATER = "4102444800";

  private final URI base;

  SecurityChecklistIT(ServerUnderTest server) {
    this.base = server.base(Applications.SECURED);
  }

  private static String claims(String user, String expiresAt) {
    return "{\"sub\":\"" + user + "\",\"exp\":" + expiresAt + ",\"publish\":[\"news*\"]}";
  }

  private static String token(String user) {
    return TestTokens.hs256(claims(user, LATER));
  }

  /** Somebody who was never here. */
  private static String somebody() {
    return "user-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  }

  /** Where nobody was ever. */
  private static String somewhere() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "2001:db8:" + hex(random) + ":" + hex(random) + "::1";
  }

  private static String hex(ThreadLocalRandom random) {
    return Integer.toHexString(random.nextInt(1 << 16));
  }

  private static Map<String, String> headers(String address, String token) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("X-Forwarded-For", address);
    headers.put("Authorization", "Bearer " + token);
    return headers;
  }

  private Outcome enter(Way way, String address, String token) throws IOException {
    return way.enter(base, headers(address, token), "");
  }

  private Outcome enterFrom(Way way, String origin) throws IOException {
    Map<String, String> headers = headers(somewhere(), token(somebody()));
    headers.put("Origin", origin);
    return way.enter(base, headers, "");
  }

  @Test
  void eachTransportIsOneOfTheWays() {
    assertEquals(
        EnumSet.complementOf(EnumSet.of(Way.API)),
        Stream.of(TransportName.values()).map(Way::of).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void pagesOfTheSameOriginAndWhatIsNoPageComeIn(Way way) throws IOException {
    assertEquals(Outcome.LET_IN, enterFrom(way, "http://" + base.getAuthority()));
    assertEquals(Outcome.LET_IN, enter(way, somewhere(), token(somebody())));
  }

  @ParameterizedTest
  @EnumSource
  void pagesOfAnyOtherOriginDoNot(Way way) throws IOException {
    for (String origin :
        new String[] {FOREIGN, "http://" + base.getHost() + ":1", "null", FOREIGN + "/"}) {
      assertEquals(Outcome.FOREIGN, enterFrom(way, origin), origin);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoHasAGoodTokenComesIn(Way way) throws IOException {
    assertEquals(Outcome.LET_IN, enter(way, somewhere(), token(somebody())));
  }

  @ParameterizedTest
  @EnumSource
  void whoHasNoneOrABadOneDoesNot(Way way) throws IOException {
    String good = claims(somebody(), LATER);
    String header = "{\"alg\":\"HS256\",\"kid\":\"k\"}";
    String otherKey = "another secret of at least 32 bytes";
    for (String bad :
        new String[] {
          TestTokens.hs256(claims(somebody(), "1")),
          TestTokens.hs256("{\"sub\":\"a\",\"publish\":[\"news*\"]}"),
          TestTokens.token(header, good, TestTokens.secret(otherKey.getBytes(UTF_8))),
          TestTokens.unsigned("[".repeat(4_000), good),
          TestTokens.unsigned("{\"alg\":\"none\"}", good),
          TestTokens.unsigned("{\"alg\":\"none\",\"kid\":\"k\"}", good),
          TestTokens.token(
              "{\"alg\":\"RS256\",\"kid\":\"k\"}",
              good,
              TestTokens.secret(TestTokens.SECRET.getBytes(UTF_8))),
          "x"
        }) {
      assertEquals(Outcome.UNKNOWN, enter(way, somewhere(), bad), bad);
    }
    assertEquals(Outcome.UNKNOWN, way.enter(base, Map.of("X-Forwarded-For", somewhere()), ""));
  }

  @ParameterizedTest
  @EnumSource
  void aTokenInTheUrlIsNone(Way way) throws IOException {
    String token = token(somebody());
    for (String name : new String[] {"token", "access_token", "auth", "Authorization"}) {
      Map<String, String> headers = Map.of("X-Forwarded-For", somewhere());
      assertEquals(Outcome.UNKNOWN, way.enter(base, headers, name + "=" + token), name);
    }
  }

  /** What one may see no cache shows to another, nor to the same one when it may no more. */
  @ParameterizedTest
  @EnumSource(names = {"POLLING", "SSE", "LONGPOLL", "API"})
  void answersAreKeptByNobody(Way way) throws IOException {
    Map<String, String> headers = headers(somewhere(), token(somebody()));
    assertTrue(cacheControl(way, headers).contains("no-store"));
    assertEquals(Outcome.UNKNOWN, way.enter(base, Map.of("X-Forwarded-For", somewhere()), ""));
    headers.remove("Authorization");
    headers.put("Origin", FOREIGN);
    assertTrue(way == Way.POLLING || cacheControl(way, headers).contains("no-store"));
  }

  private String cacheControl(Way way, Map<String, String> headers) throws IOException {
    Map<String, String> all = new TreeMap<>(headers);
    RawHttp.Response answer =
        switch (way) {
          case POLLING ->
              RawHttp.exchange(
                  "GET", base.resolve("socket.io/?EIO=4&transport=polling"), all, null);
          case SSE -> {
            try (EventStreamClient stream =
                EventStreamClient.open(base.resolve("events?room=news"), all)) {
              yield stream.head();
            }
          }
          case LONGPOLL ->
              RawHttp.exchange("GET", base.resolve("events?room=news&wait=0"), all, null);
          case API -> {
            all.put("Content-Type", "application/json");
            String body = "{\"rooms\":[\"news\"],\"event\":\"e\"}";
            yield RawHttp.exchange("POST", base.resolve("api/emit"), all, body);
          }
          case WEBSOCKET, WS -> throw new IllegalArgumentException("no answer to be kept");
        };
    return answer.headers().getOrDefault("Cache-Control", "none");
  }

  @ParameterizedTest
  @EnumSource
  void soManyConnectionsOfOneAddressAndNoMore(Way way) throws IOException {
    String address = somewhere();
    for (int i = 0; i < 6; i++) {
      assertEquals(Outcome.LET_IN, enter(way, address, token(somebody())));
    }
    assertEquals(Outcome.TOO_OFTEN, enter(way, address, token(somebody())));
    // A host has all addresses of its network.
    String neighbour = address.replace("::1", "::ffff:1");
    assertEquals(Outcome.TOO_OFTEN, enter(way, neighbour, token(somebody())));
    assertEquals(Outcome.LET_IN, enter(way, somewhere(), token(somebody())));
  }

  @ParameterizedTest
  @EnumSource
  void soManyConnectionsOfOneUserAndNoMore(Way way) throws IOException {
    String user = somebody();
    for (int i = 0; i < 4; i++) {
      assertEquals(Outcome.LET_IN, enter(way, somewhere(), token(user)));
    }
    String address = somewhere();
    assertEquals(Outcome.TOO_OFTEN, enter(way, address, token(user)));
    assertEquals(Outcome.LET_IN, enter(way, address, token(somebody())));
  }

  /** What a client writes into the header before its proxy does counts for nothing. */
  @ParameterizedTest
  @EnumSource
  void nobodyChoosesTheAddressThatCounts(Way way) throws IOException {
    String address = somewhere();
    for (int i = 0; i < 6; i++) {
      assertEquals(Outcome.LET_IN, enter(way, somewhere() + ", " + address, token(somebody())));
    }
    assertEquals(Outcome.TOO_OFTEN, enter(way, somewhere() + ", " + address, token(somebody())));
  }

  @ParameterizedTest
  @MethodSource("dev.oneport.it.Way#talking")
  void soManyEventsOfOneUserAndNoMore(Way way) throws IOException {
    String user = somebody();
    // A subscription is a text like others.
    int left = way == Way.WS ? 7 : 8;
    try (Line line = way.dial(base, headers(somewhere(), token(user)), "")) {
      assertEquals(Outcome.LET_IN, way.greet(line));
      for (int i = 0; i < left; i++) {
        line.send(event(way, 1));
      }
      line.send(event(way, 2));
      String answer = line.next();
      while (!answer.contains("rate_limited")) {
        assertFalse(answer.startsWith("432"), answer);
        answer = line.next();
      }
      assertTrue(way == Way.WS ? answer.endsWith(",\"id\":2}") : answer.startsWith("432["), answer);
    }
    try (Line other = way.dial(base, headers(somewhere(), token(user)), "")) {
      if (way != Way.WS) {
        assertEquals(Outcome.LET_IN, way.greet(other));
      }
      other.send(event(way, 3));
      assertTrue(other.next().contains("rate_limited"));
    }
    try (Line anothers = way.dial(base, headers(somewhere(), token(somebody())), "")) {
      assertEquals(Outcome.LET_IN, way.greet(anothers));
    }
  }

  private static String event(Way way, int id) {
    return way == Way.WS ? "{\"ping\":1,\"id\":" + id + "}" : "42" + id + "[\"e\"]";
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "API")
  void soManyRoomsOrNamespacesOfOneUserAndNoMore(Way way) throws IOException {
    String user = somebody();
    Map<String, String> headers = headers(somewhere(), token(user));
    if (way == Way.SSE || way == Way.LONGPOLL) {
      String nine =
          Stream.iterate(1, i -> i + 1)
              .limit(8)
              .map(i -> "room=news" + i)
              .collect(Collectors.joining("&"));
      assertEquals(Outcome.LET_IN, way.enter(base, headers, nine));
      assertEquals(Outcome.LET_IN, way.enter(base, headers, ""));
      assertEquals(Outcome.TOO_OFTEN, way.enter(base, headers, ""));
      return;
    }
    try (Line line = way.dial(base, headers, "")) {
      assertEquals(Outcome.LET_IN, way.greet(line));
      if (way == Way.WS) {
        line.send("{\"subscribe\":[\"news1\",\"news2\",\"news3\",\"news4\",\"news5\",\"news6\"]}");
        assertTrue(line.next().startsWith("{\"subscribed\":"));
        line.send("{\"subscribe\":[\"news7\",\"news8\",\"news9\"]}");
        assertTrue(line.next().startsWith("{\"subscribed\":"));
        line.send("{\"subscribe\":[\"newsA\"]}");
      } else {
        for (int i = 0; i < 9; i++) {
          line.send("41");
          line.send("40");
          assertTrue(line.next().startsWith("40{"));
        }
        line.send("41");
        line.send("40");
      }
      assertTrue(line.next().contains("rate_limited"));
    }
    assertEquals(Outcome.LET_IN, enter(way, somewhere(), token(somebody())));
  }

  /** Ids are made by the server: a client's own is that of no session. */
  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET"})
  void nobodyChoosesTheIdOfASession(Way way) throws IOException {
    Map<String, String> headers = headers(somewhere(), token(somebody()));
    try (Line line = way.dial(base, headers, "sid=AAAAAAAAAAAAAAAAAAAAAAAA")) {
      assertEquals(400, line.opening().status());
      assertTrue(line.opening().body().contains("Session ID unknown"), line.opening().body());
    }
    headers.put("Cookie", "io=AAAAAAAAAAAAAAAAAAAAAAAA");
    headers.put("io", "AAAAAAAAAAAAAAAAAAAAAAAA");
    try (Line line = way.dial(base, headers, "")) {
      String open = way == Way.POLLING ? line.opening().body() : line.next();
      assertTrue(open.matches("0\\{\"sid\":\"[A-Za-z0-9_-]{22,}\".*"), open);
      assertFalse(open.contains("AAAAAAAA"), open);
    }
  }

  /** A page of another origin can't act with the session of its visitor, even if it knew its id. */
  @Test
  void foreignPagesPostNothingIntoASession() throws IOException {
    Map<String, String> headers = headers(somewhere(), token(somebody()));
    try (Line line = Way.POLLING.dial(base, headers, "")) {
      String sid = line.opening().body().split("\"", 5)[3];
      URI uri = base.resolve("socket.io/?EIO=4&transport=polling&sid=" + sid);
      assertEquals(403, RawHttp.exchange("POST", uri, Map.of("Origin", FOREIGN), "40").status());
      assertEquals(403, RawHttp.exchange("GET", uri, Map.of("Origin", FOREIGN), null).status());
      assertEquals(200, RawHttp.exchange("POST", uri, headers, "40").status());
      assertTrue(line.next().startsWith("40{"));
    }
  }

  /** Over the limit by one byte, and what is of its size. */
  @ParameterizedTest
  @EnumSource(names = {"POLLING", "API"})
  void aBodyOverTheLimitIsRefused(Way way) throws IOException {
    assertEquals(way == Way.API ? 202 : 200, post(way, padded(way, 1_000_000), Map.of()));
    assertEquals(413, post(way, padded(way, 1_000_001), Map.of()));
  }

  private static String padded(Way way, int length) {
    String rest = way == Way.API ? "{\"rooms\":[\"news\"],\"event\":\"e\",\"data\":[\"\"]}" : "3";
    return way == Way.API
        ? rest.replace("\"\"", "\"" + "x".repeat(length - rest.length()) + "\"")
        : "3" + "x".repeat(length - 1);
  }

  private int post(Way way, String body, Map<String, String> more) throws IOException {
    Map<String, String> headers = headers(somewhere(), token(somebody()));
    headers.putAll(more);
    if (way == Way.API) {
      headers.put("Content-Type", "application/json");
      return RawHttp.exchange("POST", base.resolve("api/emit"), headers, body).status();
    }
    try (Line line = way.dial(base, headers, "")) {
      String sid = line.opening().body().split("\"", 5)[3];
      URI uri = base.resolve("socket.io/?EIO=4&transport=polling&sid=" + sid);
      return RawHttp.exchange("POST", uri, headers, body).status();
    }
  }

  /** A body is read as it is, whatever it says that it is: there is nothing that could grow. */
  @ParameterizedTest
  @EnumSource(names = {"POLLING", "API"})
  void aCompressedBodyIsNotInflated(Way way) throws IOException {
    String body = padded(way, 100);
    int asItIs = way == Way.API ? 202 : 200;
    assertEquals(asItIs, post(way, body, Map.of()));
    assertEquals(asItIs, post(way, body, Map.of("Content-Encoding", "gzip")));
  }

  @ParameterizedTest
  @EnumSource(names = {"WEBSOCKET", "WS"})
  void webSocketsComeWithoutCompression(Way way) throws IOException {
    Map<String, String> headers = headers(somewhere(), token(somebody()));
    headers.put("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
    try (Line line = way.dial(base, headers, "")) {
      assertEquals(101, line.opening().status());
      String extensions = line.opening().headers().getOrDefault("Sec-WebSocket-Extensions", "");
      assertEquals("", extensions);
      assertEquals(Outcome.LET_IN, way.greet(line));
    }
  }
}
