package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Engine.IO over HTTP with the default settings: answers to the letter, errors, limits. The first
 * ping comes after 25 s, so that nothing interferes.
 */
@OnEachServer
class EngineIoHttpIT {

  private static final int LIMIT_BYTES = 1_000_000;

  private final URI endpoint;

  EngineIoHttpIT(ServerUnderTest server) {
    endpoint = server.base(Applications.ONEPORT).resolve("socket.io/");
  }

  private static void assertError(int status, String body, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(body, response.body());
    assertEquals("application/json", mediaType(response));
  }

  private static void assertUnknownSession(PollingSession session) {
    assertError(400, "{\"code\":1,\"message\":\"Session ID unknown\"}", session.poll());
  }

  private static String mediaType(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    return type.split(";", -1)[0].strip();
  }

  @Nested
  class Refusals {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            GET    | ?EIO=4                                 | 0 | Transport unknown
            GET    | ?EIO=4&transport=carrier-pigeon        | 0 | Transport unknown
            GET    | ?EIO=4&transport=constructor           | 0 | Transport unknown
            GET    | ?EIO=4&transport=webtransport          | 0 | Transport unknown
            GET    | ?EIO=4&transport=polling&sid=none      | 1 | Session ID unknown
            POST   | ?EIO=4&transport=polling&sid=none      | 1 | Session ID unknown
            POST   | ?EIO=4&transport=polling               | 2 | Bad handshake method
            PUT    | ?EIO=4&transport=polling               | 2 | Bad handshake method
            DELETE | ?EIO=4&transport=polling               | 2 | Bad handshake method
            GET    | ?EIO=4&transport=websocket             | 3 | Bad request
            GET    | ?EIO=3&transport=polling               | 5 | Unsupported protocol version
            GET    | ?transport=polling                     | 5 | Unsupported protocol version
            GET    | ?EIO=4&EIO=abc&transport=polling       | 5 | Unsupported protocol version
            """)
    void ofRequests(String method, String query, int code, String message) {
      HttpResponse<String> response =
          Http.send(
              Http.request(endpoint.resolve(query)).method(method, BodyPublishers.ofString("")));
      assertError(400, "{\"code\":" + code + ",\"message\":\"" + message + "\"}", response);
    }

    @Test
    void ofPreflightWhereCorsIsOff() throws IOException {
      RawHttp.Response response =
          RawHttp.exchange(
              "OPTIONS",
              endpoint.resolve("?EIO=4&transport=polling"),
              Map.of("Access-Control-Request-Method", "GET"),
              null);
      assertEquals(400, response.status());
      assertEquals("{\"code\":2,\"message\":\"Bad handshake method\"}", response.body());
      assertEquals(null, response.header("Access-Control-Allow-Origin"));
    }

    @Test
    void ofPollingWithTheIdOfWebSocketSession() {
      WsClient client = WsClient.connect(WsClient.uri(endpoint, "?EIO=4&transport=websocket"));
      String sid = Http.json(client.text().substring(1)).getString("sid");
      HttpResponse<String> response =
          Http.get(endpoint.resolve("?EIO=4&transport=polling&sid=" + sid));
      assertError(400, "{\"code\":3,\"message\":\"Bad request\"}", response);
      client.close();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            ?EIO=4                                | Transport unknown
            ?EIO=4&transport=carrier-pigeon       | Transport unknown
            ?EIO=4&transport=websocket&sid=none   | Session ID unknown
            """)
    void ofUpgrades(String query, String message) throws IOException {
      RawHttp.Response response = RawHttp.upgrade(endpoint.resolve(query), Map.of());
      assertEquals(400, response.status());
      assertEquals(message, response.body());
      String type = String.valueOf(response.header("Content-Type"));
      assertTrue(type.toLowerCase(Locale.ROOT).startsWith("text/html"), type);
    }

    @Test
    void ofUpgradesToAnotherTransportComeRightAfterThem() {
      URI uri = WsClient.uri(endpoint, "?EIO=4&transport=polling");
      try (WsClient client = WsClient.connect(uri)) {
        assertNotNull(client.closed());
      }
    }

    @Test
    void ofMethodsThatPollingDoesNotHave() {
      PollingSession session = PollingSession.open(endpoint);
      HttpResponse<String> response =
          Http.send(Http.request(session.uri()).PUT(BodyPublishers.ofString("4x")));
      assertEquals(500, response.statusCode());
      assertEquals("", response.body());
    }
  }

  @Nested
  class Answers {
    @Test
    void pollIsPlainText() {
      HttpResponse<String> response = Http.get(endpoint.resolve("?EIO=4&transport=polling"));
      assertEquals(200, response.statusCode());
      String type = response.headers().firstValue("Content-Type").orElse("");
      assertEquals("text/plain;charset=utf-8", type.replace(" ", "").toLowerCase(Locale.ROOT));
      assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
      assertEquals(
          response.body().getBytes(UTF_8).length,
          response.headers().firstValueAsLong("Content-Length").orElse(-1));
    }

    @Test
    void postIsAnsweredOk() {
      PollingSession session = PollingSession.open(endpoint);
      HttpResponse<String> response = session.post("40");
      assertEquals(200, response.statusCode());
      assertEquals("ok", response.body());
      assertEquals("text/html", mediaType(response));
      assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void defaultsOfTheHandshake() {
      var handshake = PollingSession.open(endpoint).handshake();
      assertEquals(25_000, handshake.getInt("pingInterval"));
      assertEquals(20_000, handshake.getInt("pingTimeout"));
      assertEquals(LIMIT_BYTES, handshake.getInt("maxPayload"));
    }

    @Test
    void furtherPathSegmentsAreAccepted() {
      URI uri = endpoint.resolve("default/?EIO=4&transport=polling");
      assertEquals(200, Http.get(uri).statusCode());
    }

    @Test
    @DisabledIfSystemProperty(
        named = "servers",
        matches = "external",
        disabledReason = "the reference server insists on the slash")
    void trailingSlashMayBeLeftOut() throws IOException {
      String bare = endpoint.toString().replaceFirst("/$", "");
      assertEquals(200, Http.get(URI.create(bare + "?EIO=4&transport=polling")).statusCode());
      URI webSocket = URI.create(bare + "?EIO=4&transport=websocket");
      assertEquals(101, RawHttp.upgrade(webSocket, Map.of()).status());
    }
  }

  @Nested
  class Overlaps {
    @Test
    void secondPollClosesTheSession() throws Exception {
      PollingSession session = PollingSession.open(endpoint);
      CompletableFuture<HttpResponse<String>> one = session.beginPoll();
      CompletableFuture<HttpResponse<String>> other = session.beginPoll();
      HttpResponse<String> first = one.get(30, TimeUnit.SECONDS);
      HttpResponse<String> second = other.get(30, TimeUnit.SECONDS);
      boolean swapped = first.statusCode() == 400;
      HttpResponse<String> pending = swapped ? second : first;
      HttpResponse<String> overlapping = swapped ? first : second;
      assertEquals(200, pending.statusCode());
      assertEquals("1", pending.body());
      assertEquals(400, overlapping.statusCode());
      assertEquals("", overlapping.body());
      assertUnknownSession(session);
    }

    @Test
    void secondPostClosesTheSession() throws Exception {
      PollingSession session = PollingSession.open(endpoint);
      try (RawHttp slow = RawHttp.connect(endpoint)) {
        slow.request("POST", session.uri(), Map.of("Content-Length", "1000"), "4half of it");
        // Nothing tells that the first is being read.
        dev.oneport.it.server.Await.until(
            "an overlapping POST", () -> overlapping(session).statusCode() == 400);
        assertUnknownSession(session);
      }
    }

    /** A pong is no harm as long as the session lives. */
    private HttpResponse<String> overlapping(PollingSession session) {
      return session.post("3");
    }

    @Test
    void pollAndPostAtOnceAreNormal() throws Exception {
      PollingSession session = PollingSession.open(endpoint);
      CompletableFuture<HttpResponse<String>> pending = session.beginPoll();
      session.send("40");
      String payload = pending.get(30, TimeUnit.SECONDS).body();
      assertTrue(payload.startsWith("40{\"sid\":"), payload);
    }
  }

  @Nested
  class Limits {
    private PollingSession connected() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("40");
      String payload = session.pollPayload();
      assertTrue(payload.startsWith("40{"), payload);
      return session;
    }

    private String event(int bytes) {
      String frame = "42[\"ignored\",\"\"]";
      return "42[\"ignored\",\"" + "x".repeat(bytes - frame.length()) + "\"]";
    }

    private void assertAlive(PollingSession session) {
      session.send("41");
      session.send("40");
      String payload = session.pollPayload();
      assertTrue(payload.startsWith("40{"), payload);
    }

    @Test
    void exactlyTheLimitIsAccepted() {
      PollingSession session = connected();
      session.send(event(LIMIT_BYTES));
      assertAlive(session);
    }

    @Test
    void theLimitCountsBytesNotCharacters() {
      PollingSession session = connected();
      String frame = "42[\"ignored\",\"€\"]";
      String event = frame.replace("€", "€".repeat(LIMIT_BYTES / 3));
      assertTrue(event.length() < LIMIT_BYTES);
      assertEquals(413, session.post(event).statusCode());
    }

    @Test
    void oneByteMoreIsRefusedAndTheSessionLives() {
      PollingSession session = connected();
      HttpResponse<String> response = session.post(event(LIMIT_BYTES + 1));
      assertEquals(413, response.statusCode());
      assertEquals("", response.body());
      assertAlive(session);
    }

    @Test
    void chunkedBodiesAreCounted() {
      PollingSession session = connected();
      assertEquals(200, postChunked(session, event(LIMIT_BYTES)).statusCode());
      assertEquals(413, postChunked(session, event(LIMIT_BYTES + 1)).statusCode());
      assertAlive(session);
    }

    private HttpResponse<String> postChunked(PollingSession session, String body) {
      byte[] bytes = body.getBytes(UTF_8);
      HttpRequest.Builder request = Http.request(session.uri());
      return Http.send(
          request.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }

    @Test
    void largerWebSocketMessageCloses1009WithoutReason() {
      WsClient client = WsClient.connect(WsClient.uri(endpoint, "?EIO=4&transport=websocket"));
      client.send("40");
      client.send(event(LIMIT_BYTES + 1));
      var reason = client.closed();
      assertEquals(1009, reason.getCloseCode().getCode());
      assertEquals("", String.valueOf(reason.getReasonPhrase()).replace("null", ""));
    }

    @Test
    void webSocketMessageOfExactlyTheLimitIsAccepted() {
      try (WsClient client =
          WsClient.connect(WsClient.uri(endpoint, "?EIO=4&transport=websocket"))) {
        client.text();
        client.send("40");
        assertTrue(client.text().startsWith("40{"));
        client.send(event(LIMIT_BYTES));
        client.send("41");
        client.send("40");
        assertTrue(client.text().startsWith("40{"));
      }
    }
  }

  @Nested
  class Closing {
    @Test
    void clientSaysClose() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("1");
      // A poll sent together with it may come later: it is answered as if it had come first.
      HttpResponse<String> poll = session.poll();
      if (poll.statusCode() == 200) {
        assertEquals("6", poll.body());
      }
      assertUnknownSession(session);
    }

    @Test
    void serverClosesWhileNoPollIsPending() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("42[\"before connecting to a namespace\"]");
      assertEquals("6\u001e1", session.pollPayload());
      assertUnknownSession(session);
    }

    @Test
    void octetStreamIsRefused() {
      PollingSession session = PollingSession.open(endpoint);
      HttpResponse<String> response =
          Http.send(
              Http.request(session.uri())
                  .header("Content-Type", "application/octet-stream")
                  .POST(BodyPublishers.ofString("40")));
      assertEquals(400, response.statusCode());
      assertUnknownSession(session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "2", "4a\u001e\u001e4b", "b!!!"})
    void badPayloadClosesTheSession(String payload) {
      PollingSession session = PollingSession.open(endpoint);
      int status = session.post(payload).statusCode();
      assertTrue(status == 200 || status == 400, "status " + status);
      HttpResponse<String> next = session.poll();
      if (next.statusCode() == 200) {
        assertTrue(next.body().endsWith("1"), next.body());
        next = session.poll();
      }
      assertEquals(400, next.statusCode());
    }
  }

  @Nested
  class Client {
    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.esm.min.js"})
    void isServed(String file) {
      HttpResponse<String> response = Http.get(endpoint.resolve(file));
      assertEquals(200, response.statusCode());
      assertEquals("application/javascript", mediaType(response));
      assertTrue(response.body().contains("Socket.IO v4."), "banner");
      assertEquals("public, max-age=0", response.headers().firstValue("Cache-Control").orElse(""));

      String etag = response.headers().firstValue("ETag").orElse(null);
      assertNotNull(etag);
      HttpResponse<String> again =
          Http.send(Http.request(endpoint.resolve(file)).header("If-None-Match", etag));
      assertEquals(304, again.statusCode());
    }

    @Test
    void isCompressedForWhoAcceptsIt() throws Exception {
      HttpRequest.Builder request =
          Http.request(endpoint.resolve("socket.io.min.js")).header("Accept-Encoding", "gzip");
      HttpResponse<byte[]> response =
          HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
      assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElse(""));
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
        assertEquals(
            Http.get(endpoint.resolve("socket.io.min.js")).body(),
            new String(in.readAllBytes(), UTF_8));
      }
    }

    @Test
    void sourceMapIsServed() {
      HttpResponse<String> response = Http.get(endpoint.resolve("socket.io.js.map"));
      assertEquals(200, response.statusCode());
      assertEquals("application/json", mediaType(response));
    }

    @Test
    void otherFilesAreNot() {
      assertError(
          400,
          "{\"code\":0,\"message\":\"Transport unknown\"}",
          Http.get(endpoint.resolve("socket.io.other.js")));
    }
  }
}
