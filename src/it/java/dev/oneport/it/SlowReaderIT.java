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

  /** Far more than an outbox and what operating systems buffer. */
  private static final int MOST_ROUNDS = 120;

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
    reader.sendFrame("40/chat,{}");
    return reader;
  }

  private RawHttp slowEventStream() throws IOException {
    RawHttp reader = connectSlowly();
    reader.request("GET", events(), Map.of("Accept", "text/event-stream"), null);
    return reader;
  }

  private RawHttp slowPoller() throws IOException {
    PollingSession session = PollingSession.open(base.resolve("socket.io/"));
    session.send("40/chat,{}");
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
  private void flood(String policy) throws IOException {
    String flood =
        "{\"policy\":\"%s\",\"events\":%d,\"length\":%d}"
            .formatted(policy, EVENTS_AT_ONCE, EVENT_LENGTH);
    String answer =
        Http.send(
                Http.request(base.resolve("it/slow/flood"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(flood)))
            .body();
    emitted += EVENTS_AT_ONCE;
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
    flood(policy);
    Await.until(
        "all others have read",
        Await.DEADLINE,
        () -> healthy.marks().stream().allMatch(marks -> marks == emitted),
        () -> ": " + emitted + " events, " + healthy.open() + " open, " + healthy.marks());
  }

  @Test
  void losesWhatItDoesNotReadThenItsConnectionAndNobodyElseWaits() throws IOException {
    int rounds = 0;
    while (slowSessions().values().stream().anyMatch(state -> state.droppedEvents() == 0)) {
      assertTrue(rounds++ < MOST_ROUNDS, () -> "nothing is dropped: " + slowSessions());
      floodAndRead("DROP_OLDEST");
      sessions()
          .forEach(
              (id, state) -> {
                assertTrue(state.queuedBytes() <= OUTBOX_BYTES, () -> id + " " + state);
                if (!slowIds.contains(id)) {
                  assertEquals(0, state.droppedEvents(), () -> id + " " + state);
                }
              });
    }
    assertEquals(slow.size(), slowSessions().size(), "they are still connected");
    Await.until(
        "nothing waits for anybody else",
        () ->
            sessions().entrySet().stream()
                .allMatch(
                    entry ->
                        slowIds.contains(entry.getKey()) || entry.getValue().queuedBytes() == 0));

    for (rounds = 0; !slowSessions().isEmpty(); rounds++) {
      assertTrue(rounds < MOST_ROUNDS, () -> "not closed: " + slowSessions());
      floodAndRead("CLOSE");
    }
    assertEquals(READERS, healthy.open());
  }
}
