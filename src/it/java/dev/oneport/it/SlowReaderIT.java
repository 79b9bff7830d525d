package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.ManyReaders;
import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Three readers of one byte per second, over WebSocket, an event stream and long-polling, among 200
 * that read at once. All of it within the time that one write may take.
 */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class SlowReaderIT {
  private static final int READERS = 200;

  /** As the application is configured. */
  private static final long OUTBOX_BYTES = 131_072;

  /** In all lengths of frames and chunks there is no exclamation mark. */
  private static final int EVENT_LENGTH = 8_000;

  private static final int EVENTS_AT_ONCE = 8;

  /** Three times the outbox. */
  private static final int ROUNDS = 6;

  private static final int LARGE_LENGTH = 50_000;

  /** Far more than what operating systems and containers buffer: 100 MB. */
  private static final int MOST_LARGE_EVENTS = 2_000;

  /** Operating systems take a little more now and then: full is who is so for that long. */
  private static final Duration FULL_FOR = Duration.ofSeconds(2);

  /** Far more than what operating systems take meanwhile. */
  private static final int MOST_ROUNDS = 60;

  private static final Duration LONGEST_EMIT = Duration.ofSeconds(2);
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "");

  private final URI base;
  private final ManyReaders healthy;
  private final List<RawHttp> slow = new ArrayList<>();
  private final Set<String> slowIds = new HashSet<>();
  private int emitted;
  private long nextByteNanos;

  SlowReaderIT(ServerUnderTest server) throws IOException {
    base = server.base(Applications.LIMITS);
    healthy = new ManyReaders(base);
  }

  private record State(String transport, long queuedBytes, long droppedEvents) {}

  @BeforeEach
  void connect() throws IOException {
    for (int i = 0; i < READERS; i++) {
      switch (i % 3) {
        case 0 ->
            healthy.add(
                base.resolve("ws?x"),
                UPGRADE,
                "{\"subscribe\":[\"lobby\"],\"namespace\":\"/chat\"}",
                "\"subscribed\"");
        case 1 -> healthy.add(events(), "Accept: text/event-stream\r\n", null, "oneport:ready");
        default ->
            healthy.add(
                base.resolve("socket.io/?EIO=4&transport=websocket"),
                UPGRADE,
                "40/chat,{}",
                "\"welcome\"");
      }
    }
    Await.until("everybody is in the lobby", () -> lobby() == READERS);
    Set<String> before = sessions().keySet();
    slow.add(slowWebSocket());
    slow.add(slowEventStream());
    slow.add(slowPoller());
    Await.until("the slow ones are there", () -> lobby() == READERS + slow.size());
    slowIds.addAll(sessions().keySet());
    slowIds.removeAll(before);
  }

  @AfterEach
  void disconnect() throws IOException {
    healthy.close();
    for (RawHttp each : slow) {
      each.close();
    }
  }

  private URI events() {
    return base.resolve("events?namespace=/chat&room=lobby");
  }

  private RawHttp connectSlowly() throws IOException {
    return RawHttp.connect(base, 4096);
  }

  private RawHttp slowWebSocket() throws IOException {
    RawHttp reader = connectSlowly();
    reader.requestUpgrade(base.resolve("socket.io/?EIO=4&transport=websocket"), Map.of());
    assertEquals(101, reader.response().status());
    reader.sendFrame("40/chat,{\"slow\":1}");
    return reader;
  }

  private RawHttp slowEventStream() throws IOException {
    RawHttp reader = connectSlowly();
    URI both = URI.create(events() + "&room=slow");
    reader.request("GET", both, Map.of("Accept", "text/event-stream"), null);
    return reader;
  }

  private RawHttp slowPoller() throws IOException {
    PollingSession session = PollingSession.open(base.resolve("socket.io/"));
    session.send("40/chat,{\"slow\":1}");
    session.pollPayload();
    RawHttp reader = connectSlowly();
    reader.request("GET", session.uri(), Map.of(), null);
    return reader;
  }

  private int lobby() {
    return Http.json(Http.get(base.resolve("it/slow/lobby")).body()).getInt("count");
  }

  private Map<String, State> sessions() {
    String json = Http.get(base.resolve("it/slow/sessions")).body();
    Map<String, State> states = new HashMap<>();
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      for (JsonValue value : reader.readArray()) {
        JsonObject session = value.asJsonObject();
        states.put(
            session.getString("id"),
            new State(
                session.getString("transport"),
                session.getJsonNumber("queuedBytes").longValue(),
                session.getJsonNumber("droppedEvents").longValue()));
      }
    }
    return states;
  }

  private Map<String, State> slowSessions() {
    Map<String, State> states = sessions();
    states.keySet().retainAll(slowIds);
    return states;
  }

  /** Emits; the slow ones read a byte if it is time. */
  private void flood(String room, String policy, int events, int length) throws IOException {
    String flood =
        "{\"room\":\"%s\",\"policy\":\"%s\",\"events\":%d,\"length\":%d}"
            .formatted(room, policy, events, length);
    String answer =
        Http.send(
                Http.request(base.resolve("it/slow/flood"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(flood)))
            .body();
    long millis = Http.json(answer).getJsonNumber("millis").longValue();
    assertTrue(millis < LONGEST_EMIT.toMillis(), "an emit took " + millis + " ms");
    if (System.nanoTime() > nextByteNanos) {
      nextByteNanos = System.nanoTime() + 1_000_000_000;
      healthy.answerPings();
      for (RawHttp each : slow) {
        if (each.input().available() > 0) {
          each.input().read();
        }
      }
    }
  }

  /** Emits, and waits until all others have it. */
  private void floodAndRead(String policy) throws IOException {
    flood("lobby", policy, EVENTS_AT_ONCE, EVENT_LENGTH);
    emitted += EVENTS_AT_ONCE;
    Await.until(
        "all others have read",
        Await.DEADLINE,
        () -> healthy.marks().stream().allMatch(marks -> marks == emitted),
        () -> ": " + emitted + " events, " + healthy.open() + " open, " + healthy.marks());
  }

  /** Fills what operating systems and containers buffer for the slow ones, before the outbox. */
  private void fill() throws IOException {
    long fullSince = System.nanoTime();
    for (int i = 0; System.nanoTime() - fullSince < FULL_FOR.toNanos(); i++) {
      assertTrue(i < MOST_LARGE_EVENTS, () -> "never full: " + slowSessions());
      flood("slow", "DROP_OLDEST", 1, LARGE_LENGTH);
      if (slowSessions().values().stream().anyMatch(each -> each.queuedBytes() <= LARGE_LENGTH)) {
        fullSince = System.nanoTime();
      }
    }
  }

  private long fewestDrops() {
    return slowSessions().values().stream().mapToLong(State::droppedEvents).min().orElseThrow();
  }

  private void assertThatNobodyElseLosesAnything() {
    sessions()
        .forEach(
            (id, state) -> {
              assertTrue(state.queuedBytes() <= OUTBOX_BYTES, () -> id + " " + state);
              assertTrue(
                  slowIds.contains(id) || state.droppedEvents() == 0, () -> id + " " + state);
            });
  }

  private boolean nothingWaitsForAnybodyElse() {
    return sessions().entrySet().stream()
        .allMatch(each -> slowIds.contains(each.getKey()) || each.getValue().queuedBytes() == 0);
  }

  @Test
  void losesWhatItDoesNotReadThenItsConnectionAndNobodyElseWaits() throws IOException {
    fill();
    long before = fewestDrops();
    for (int i = 0; i < ROUNDS; i++) {
      floodAndRead("DROP_OLDEST");
      assertThatNobodyElseLosesAnything();
    }
    assertTrue(fewestDrops() > before, () -> slowSessions().toString());
    assertEquals(slow.size(), slowSessions().size(), "they are still connected");
    Await.until("nothing waits for anybody else", this::nothingWaitsForAnybodyElse);

    for (int i = 0; !slowSessions().isEmpty(); i++) {
      assertTrue(i < MOST_ROUNDS, () -> "not closed: " + slowSessions());
      floodAndRead("CLOSE");
    }
    assertEquals(READERS, healthy.open());
  }
}
