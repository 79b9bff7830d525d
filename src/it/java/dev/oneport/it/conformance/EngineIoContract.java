package dev.oneport.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO as such: the same for raw messages and below Socket.IO. */
abstract class EngineIoContract {

  private static final int PING_INTERVAL_MILLIS = 300;
  private static final int PING_TIMEOUT_MILLIS = 200;

  /** Generous: what is to happen after half a second has happened long before. */
  private static final int LATE_MILLIS = 10_000;

  /** Timers and clocks of two processes may differ by this. */
  private static final int SLACK_MILLIS = 30;

  private static boolean warm;

  final URI endpoint;

  EngineIoContract(ServerUnderTest server, String path) {
    endpoint = server.base(Applications.CONFORMANCE).resolve(path);
  }

  /** Loading the classes of a first connection may take longer than the server waits for a pong. */
  @BeforeEach
  void warmUp() {
    if (!warm) {
      open().closed();
      PollingSession.open(endpoint).poll();
      warm = true;
    }
  }

  final URI http(String query) {
    return endpoint.resolve(query);
  }

  final URI webSocket(String query) {
    return WsClient.uri(endpoint, query);
  }

  final WsClient open() {
    WsClient client = WsClient.connect(webSocket("?EIO=4&transport=websocket"));
    String open = client.text();
    assertTrue(open.startsWith("0{"), open);
    return client;
  }

  private static void assertHandshake(String packet, String upgrades) {
    assertTrue(packet.startsWith("0"), packet);
    JsonObject handshake = Http.json(packet.substring(1));
    assertEquals(
        Set.of("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"), handshake.keySet());
    assertTrue(handshake.getString("sid").length() >= 20, packet);
    assertEquals(upgrades, handshake.getJsonArray("upgrades").toString());
    assertEquals(PING_INTERVAL_MILLIS, handshake.getInt("pingInterval"));
    assertEquals(PING_TIMEOUT_MILLIS, handshake.getInt("pingTimeout"));
    assertEquals(1_000_000, handshake.getInt("maxPayload"));
  }

  @Nested
  class PollingHandshake {
    @Test
    void opensSession() {
      HttpResponse<String> response = Http.get(http("?EIO=4&transport=polling"));
      assertEquals(200, response.statusCode());
      assertHandshake(response.body(), "[\"websocket\"]");
    }

    @Test
    void givesEachSessionItsOwnId() {
      assertNotEquals(PollingSession.open(endpoint).sid(), PollingSession.open(endpoint).sid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?transport=polling", "?EIO=abc&transport=polling"})
    void refusesOtherProtocolVersions(String query) {
      assertEquals(400, Http.get(http(query)).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?EIO=4", "?EIO=4&transport=abc", "?EIO=4&transport=__proto__"})
    void refusesUnknownTransports(String query) {
      assertEquals(400, Http.get(http(query)).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void refusesOtherMethods(String method) {
      HttpResponse<String> response =
          Http.send(
              Http.request(http("?EIO=4&transport=polling"))
                  .method(method, BodyPublishers.ofString("")));
      assertEquals(400, response.statusCode());
    }
  }

  @Nested
  class WebSocketHandshake {
    @Test
    void opensSession() {
      try (WsClient client = WsClient.connect(webSocket("?EIO=4&transport=websocket"))) {
        assertHandshake(client.text(), "[]");
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "?transport=websocket",
          "?EIO=abc&transport=websocket",
          "?EIO=4",
          "?EIO=4&transport=abc"
        })
    void refusesOtherVersionsAndTransports(String query) throws IOException {
      // The reference accepts some of them with 101 and closes at once: as good a refusal.
      try (RawHttp raw = RawHttp.connect(endpoint)) {
        raw.requestUpgrade(http(query), Map.of());
        int status = raw.response().status();
        if (status == 101) {
          raw.input().readAllBytes();
        } else {
          assertEquals(400, status);
        }
      }
    }
  }

  @Nested
  class Heartbeat {
    @Test
    void pingsOverPolling() {
      PollingSession session = PollingSession.open(endpoint);
      for (int i = 0; i < 3; i++) {
        assertEquals("2", session.pollPayload());
        session.send("3");
      }
    }

    @Test
    void closesPollingSessionThatSendsNoPong() {
      long start = System.nanoTime();
      PollingSession session = PollingSession.open(endpoint);
      assertEquals("2", session.pollPayload());
      HttpResponse<String> response = session.poll();
      if (response.statusCode() == 200) {
        assertEquals("1", response.body());
        response = session.poll();
      }
      assertDiedInTime(start);
      assertUnknownSession(response);
    }

    @Test
    void closesPollingSessionThatDoesNotPoll() throws InterruptedException {
      PollingSession session = PollingSession.open(endpoint);
      Thread.sleep(2 * (PING_INTERVAL_MILLIS + PING_TIMEOUT_MILLIS));
      assertUnknownSession(session.poll());
    }

    @Test
    void pingsOverWebSocket() {
      long start = System.nanoTime();
      try (WsClient client = open()) {
        for (int i = 0; i < 3; i++) {
          assertEquals("2", client.text());
          client.send("3");
        }
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(millis >= 3 * PING_INTERVAL_MILLIS - SLACK_MILLIS, millis + " ms");
    }

    @Test
    void closesWebSocketThatSendsNoPong() {
      long start = System.nanoTime();
      WsClient client = open();
      assertEquals("2", client.text());
      client.closed();
      assertDiedInTime(start);
    }

    @Test
    void nothingButPongKeepsSessionAlive() {
      long start = System.nanoTime();
      PollingSession session = PollingSession.open(endpoint);
      HttpResponse<String> response = session.poll();
      while (response.statusCode() == 200) {
        response = session.poll();
      }
      assertDiedInTime(start);
    }

    private static void assertDiedInTime(long start) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      int due = PING_INTERVAL_MILLIS + PING_TIMEOUT_MILLIS;
      assertTrue(millis >= due - SLACK_MILLIS && millis < LATE_MILLIS, millis + " ms");
    }
  }

  static void assertUnknownSession(HttpResponse<String> response) {
    assertEquals(400, response.statusCode(), response.body());
    assertEquals("{\"code\":1,\"message\":\"Session ID unknown\"}", response.body());
  }

  @Nested
  class Close {
    @Test
    void closesPollingSession() throws Exception {
      PollingSession session = PollingSession.open(endpoint);
      CompletableFuture<HttpResponse<String>> pending = session.beginPoll();
      // Nothing tells that a poll is pending; the first ping, at 300 ms, would end it.
      Thread.sleep(100);
      session.send("1");
      HttpResponse<String> response = pending.get(30, TimeUnit.SECONDS);
      assertEquals(200, response.statusCode());
      assertEquals("6", response.body());
      assertUnknownSession(session.poll());
    }

    @Test
    void closesWebSocket() {
      WsClient client = open();
      client.send("1");
      client.closed();
    }

    @Test
    void closesSessionPolledTwiceAtOnce() throws Exception {
      PollingSession session = PollingSession.open(endpoint);
      CompletableFuture<HttpResponse<String>> one = session.beginPoll();
      CompletableFuture<HttpResponse<String>> other = session.beginPoll();
      HttpResponse<String> first = one.get(30, TimeUnit.SECONDS);
      HttpResponse<String> second = other.get(30, TimeUnit.SECONDS);
      if (first.statusCode() == 400) {
        HttpResponse<String> swap = first;
        first = second;
        second = swap;
      }
      assertEquals(200, first.statusCode());
      assertEquals("1", first.body());
      assertEquals(400, second.statusCode());
      assertUnknownSession(session.poll());
    }
  }

  @Nested
  class Upgrade {
    @Test
    void probesAndUpgrades() {
      PollingSession session = PollingSession.open(endpoint);
      try (WsClient client = WsClient.connect(session.webSocketUri())) {
        client.send("2probe");
        assertEquals("3probe", client.text());
        assertEquals("6", session.pollPayload());
        client.send("5");
        assertEquals("2", client.text());
        client.send("3");
        assertEquals("2", client.text());
      }
    }

    @Test
    void releasesPollThatIsPendingDuringProbe() throws Exception {
      PollingSession session = PollingSession.open(endpoint);
      CompletableFuture<HttpResponse<String>> pending = session.beginPoll();
      try (WsClient client = WsClient.connect(session.webSocketUri())) {
        client.send("2probe");
        assertEquals("3probe", client.text());
        assertEquals("6", pending.get(30, TimeUnit.SECONDS).body());
      }
    }

    @Test
    void refusesHttpAfterUpgrade() {
      PollingSession session = PollingSession.open(endpoint);
      try (WsClient client = upgraded(session)) {
        HttpResponse<String> response = session.poll();
        assertEquals(400, response.statusCode());
        assertEquals("{\"code\":3,\"message\":\"Bad request\"}", response.body());
        assertEquals(400, session.post("3").statusCode());
        assertEquals("2", client.text());
      }
    }

    @Test
    void closesSecondWebSocketAfterUpgrade() {
      PollingSession session = PollingSession.open(endpoint);
      try (WsClient client = upgraded(session)) {
        WsClient.connect(session.webSocketUri()).closed();
        assertEquals("2", client.text());
        client.send("3");
        assertEquals("2", client.text());
      }
    }

    @Test
    void anythingButProbeEndsTheProbeAndLeavesTheSession() {
      PollingSession session = PollingSession.open(endpoint);
      WsClient client = WsClient.connect(session.webSocketUri());
      client.send("4no probe");
      client.closed();
      assertEquals("2", session.pollPayload());
    }

    @Test
    void sessionMayBeProbedAgainAfterFailedProbe() {
      PollingSession session = PollingSession.open(endpoint);
      WsClient failed = WsClient.connect(session.webSocketUri());
      failed.send("2probe");
      assertEquals("3probe", failed.text());
      failed.close();
      failed.closed();
      // The server may learn of the close a little later, and until then refuses another.
      dev.oneport.it.server.Await.until(
          "a second probe",
          () -> {
            try (WsClient client = WsClient.connect(session.webSocketUri())) {
              client.send("2probe");
              return client.text().equals("3probe");
            } catch (AssertionError refused) {
              return false;
            }
          });
    }

    /** Once {@code 5} was read; until then a poll is still answered. */
    private WsClient upgraded(PollingSession session) {
      WsClient client = WsClient.connect(session.webSocketUri());
      client.send("2probe");
      assertEquals("3probe", client.text());
      client.send("5");
      assertEquals("2", client.text());
      client.send("3");
      return client;
    }
  }
}
