package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.StackTraces;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event streams and polls over plain HTTP, byte by byte. */
@OnEachServer
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class EventsIT {

  private static final Pattern OPENING = Pattern.compile(": oneport\nretry: ([1-5]\\d{3})");
  private static final Pattern CURSOR = Pattern.compile("[0-9a-z]{10}-\\d+");

  private final ServerUnderTest server;
  private final URI streams;
  private final Publisher publisher;

  EventsIT(ServerUnderTest server) {
    this.server = server;
    streams = server.base(Applications.STREAMS);
    publisher = new Publisher(streams, Applications.API_KEY);
  }

  private URI events(String query) {
    return streams.resolve("events?" + query);
  }

  private void publish(String room, String event, String text) {
    publisher.publish("/", List.of(room), event, text);
  }

  private EventStreamClient listen(String query, String... headers) {
    return EventStreamClient.open(events(query), headers(headers));
  }

  private static Map<String, String> headers(String... namesAndValues) {
    return namesAndValues.length == 0 ? Map.of() : Map.of(namesAndValues[0], namesAndValues[1]);
  }

  /** Reads the two blocks that every stream begins with; returns the data of the second. */
  private static JsonObject begin(EventStreamClient stream) {
    assertEquals(200, stream.head().status());
    String opening = text(stream.news());
    assertTrue(OPENING.matcher(opening).matches(), opening);
    String ready = text(stream.news());
    assertEquals("oneport:ready", EventStreamClient.field(ready, "event"), ready);
    return Http.json(text(EventStreamClient.field(ready, "data")));
  }

  private static String text(@Nullable String block) {
    assertNotNull(block, "the stream has ended");
    return block;
  }

  private static String cursor(String block) {
    String cursor = text(EventStreamClient.field(block, "id"));
    assertTrue(CURSOR.matcher(cursor).matches(), cursor);
    return cursor;
  }

  private static void assertEvent(String event, String data, @Nullable String block) {
    assertEquals(
        "id: " + cursor(text(block)) + "\nevent: " + event + "\ndata: " + data, text(block));
  }

  private JsonObject poll(String query) {
    HttpResponse<String> answer = get(query);
    assertEquals(200, answer.statusCode(), answer.body());
    return Http.json(answer.body());
  }

  private HttpResponse<String> get(String query, String... headers) {
    return Http.send(request(query, headers));
  }

  private java.net.http.HttpRequest.Builder request(String query, String... headers) {
    java.net.http.HttpRequest.Builder request =
        Http.request(events(query)).header("Accept", "application/json");
    return headers.length == 0 ? request : request.headers(headers);
  }

  @Test
  void aStreamBeginsAtOnceAndNothingMayDelayIt() {
    try (EventStreamClient stream = listen("room=news")) {
      assertEquals(200, stream.head().status());
      Map<String, String> headers = stream.head().headers();
      assertEquals(
          "text/event-stream;charset=utf-8",
          text(headers.get("Content-Type")).toLowerCase(java.util.Locale.ROOT).replace(" ", ""));
      assertEquals("no-cache, no-store, no-transform", headers.get("Cache-Control"));
      assertEquals("no", headers.get("X-Accel-Buffering"));
      assertNull(headers.get("Content-Length"));
      assertNull(headers.get("Content-Encoding"));
      // Where Tomcat's request is not kept for the stream, the stream ends with its connection.
      assertEquals(
          List.of("embedded", "tomcat10", "tomcat11").contains(server.name()),
          "close".equalsIgnoreCase(headers.get("Connection")),
          headers.toString());

      String opening = text(stream.block());
      assertTrue(OPENING.matcher(opening).matches(), opening);
      String ready = text(stream.block());
      String cursor = cursor(ready);
      assertEquals(
          "id: "
              + cursor
              + "\nevent: oneport:ready\ndata: {\"recovered\":false,\"reason\":\"no_cursor\","
              + "\"cursor\":\""
              + cursor
              + "\",\"heartbeatMs\":300}",
          ready);
    }
  }

  @Test
  void eachEventIsOneBlockWithItsPlace() {
    try (EventStreamClient stream = listen("room=news&room=weather")) {
      begin(stream);
      publish("news", "headline", "€ 🎉\n\r\u2028");
      publish("sports", "not for it", "x");
      publisher.publish("/", List.of("news", "weather"), "both", "once");
      publish("news", "open", "not EventSource's own");
      publish("weather", "line\nbreak", "x");
      assertEvent("headline", "[\"€ 🎉\\n\\r\u2028\"]", stream.news());
      assertEvent("both", "[\"once\"]", stream.news());
      assertEvent("event:open", "[\"not EventSource's own\"]", stream.news());
      assertEvent("event:line%0Abreak", "[\"x\"]", stream.news());
    }
  }

  @Test
  void heartbeatsCarryTheCursorAndPagesSeeThemIfTheyWish() {
    try (EventStreamClient stream = listen("room=news&ping=1")) {
      begin(stream);
      publish("sports", "elsewhere", "moves the place");
      String cursor = text(poll("room=news&wait=0").getString("cursor"));
      String beat = text(stream.block());
      while (!beat.equals(": \nid: " + cursor)) {
        beat = text(stream.block());
      }
      assertEquals("event: oneport:ping\ndata: {}", stream.block());
    }
  }

  @Test
  void envelopesHoldWhatAWebSocketWouldGet() {
    try (EventStreamClient stream = listen("room=news&room=weather&envelope=1")) {
      begin(stream);
      publisher.publish("/", List.of("weather"), "open", "x");
      String block = text(stream.news());
      String cursor = cursor(block);
      assertEquals(
          "id: "
              + cursor
              + "\ndata: {\"event\":\"open\",\"data\":[\"x\"],\"room\":\"weather\",\"cursor\":\""
              + cursor
              + "\"}",
          block);
    }
  }

  @Test
  void everybodysEventsAreAskedForByAStar() {
    try (EventStreamClient stream = listen("room=*")) {
      begin(stream);
      publish("news", "not for it", "x");
      publisher.publish("/", List.of(), "all", "hands");
      assertEvent("all", "[\"hands\"]", stream.news());
    }
  }

  @Test
  void whoComesBackGetsWhatItMissedOnceAndInOrder() {
    String last;
    try (EventStreamClient stream = listen("room=news")) {
      begin(stream);
      publish("news", "n", "1");
      last = cursor(text(stream.news()));
    }
    publish("news", "n", "2");
    publish("weather", "n", "not for it");
    publish("news", "n", "3");
    // The header wins: the query is of the page's beginning.
    String query = "room=news&lastEventId=nonsense";
    try (EventStreamClient stream = listen(query, "Last-Event-ID", last)) {
      assertEquals("{\"recovered\":true,\"heartbeatMs\":300}", begin(stream).toString());
      assertEvent("n", "[\"2\"]", stream.news());
      assertEvent("n", "[\"3\"]", stream.news());
      publish("news", "n", "4");
      assertEvent("n", "[\"4\"]", stream.news());
    }
    try (EventStreamClient stream = listen("room=news&lastEventId=" + last)) {
      assertTrue(begin(stream).getBoolean("recovered"));
      assertEvent("n", "[\"2\"]", stream.news());
    }
    JsonObject answer = poll("room=news&room=weather&cursor=" + last + "&wait=0");
    assertEquals(4, answer.getJsonArray("events").size());
    assertTrue(answer.getBoolean("recovered"));
  }

  @ParameterizedTest
  @CsvSource({
    "0123456789-1, epoch",
    "x, malformed",
    "EPOCH-99999999, malformed",
    "EPOCH-0, history"
  })
  void whoCannotBeToldWhatItMissedIsToldSo(String cursor, String reason) {
    String now = poll("room=news&wait=0").getString("cursor");
    for (int i = 0; reason.equals("history") && i < 101; i++) {
      publish("sports", "n", "fills the log");
    }
    String known = cursor.replace("EPOCH", now.substring(0, now.indexOf('-')));
    try (EventStreamClient stream = listen("room=news", "Last-Event-ID", known)) {
      JsonObject ready = begin(stream);
      assertFalse(ready.getBoolean("recovered"));
      assertEquals(reason, ready.getString("reason"));
      assertFalse(ready.containsKey("cursor"), ready.toString());
      String reset = text(stream.news());
      assertEquals(
          "id: "
              + cursor(reset)
              + "\nevent: oneport:reset\ndata: {\"recovered\":false,\"reason\":\""
              + reason
              + "\",\"cursor\":\""
              + cursor(reset)
              + "\"}",
          reset);
      publish("news", "n", "lives on");
      assertEvent("n", "[\"lives on\"]", stream.news());
    }
    JsonObject answer = poll("room=news&wait=0&cursor=" + known);
    assertEquals(reason, answer.getString("reason"));
    assertFalse(answer.getBoolean("recovered"));
    assertTrue(answer.getJsonArray("events").isEmpty());
  }

  @Test
  void aLongPollIsWokenByAnEmit() throws Exception {
    String cursor = poll("room=news").getString("cursor");
    CompletableFuture<HttpResponse<String>> waiting =
        Http.begin(request("room=news&wait=2&cursor=" + cursor));
    awaitSessions("longpoll", 1);
    publish("weather", "not for it", "x");
    publish("news", "headline", "first");
    HttpResponse<String> answer = waiting.get(1, TimeUnit.SECONDS);
    JsonObject body = Http.json(answer.body());
    String event = body.getJsonArray("events").get(0).toString();
    assertEquals(
        "{\"event\":\"headline\",\"data\":[\"first\"],\"room\":\"news\",\"cursor\":\""
            + body.getString("cursor")
            + "\"}",
        event);
    assertEquals(
        "{\"events\":["
            + event
            + "],\"cursor\":\""
            + body.getString("cursor")
            + "\",\"recovered\":true,\"nextPollMs\":0}",
        answer.body());
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    assertEquals(
        answer.body().length(), answer.headers().firstValueAsLong("Content-Length").orElse(-1));
    awaitSessions("longpoll", 0);
  }

  @Test
  void aLongPollWithoutNewsIsAnsweredInTime() {
    String cursor = poll("room=weather").getString("cursor");
    long start = System.nanoTime();
    JsonObject answer = poll("room=weather&wait=999&cursor=" + cursor);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(answer.getJsonArray("events").isEmpty());
    assertTrue(answer.getBoolean("recovered"));
    assertTrue(took.toMillis() >= 1_900 && took.toMillis() < 10_000, took.toString());
  }

  @Test
  void aShortPollIsAnsweredByNothingIfNothingIsNew() {
    HttpResponse<String> first = get("room=news&wait=0");
    String cursor = Http.json(first.body()).getString("cursor");
    String tag = first.headers().firstValue("ETag").orElse("");
    assertEquals("\"" + cursor + "\"", tag);
    String query = "room=news&wait=0&cursor=" + cursor;
    HttpResponse<String> unchanged = get(query, "If-None-Match", tag);
    assertEquals(304, unchanged.statusCode());
    assertEquals("", unchanged.body());
    assertEquals(tag, unchanged.headers().firstValue("ETag").orElse(""));
    publish("news", "n", "1");
    HttpResponse<String> changed = get(query, "If-None-Match", tag);
    assertEquals(200, changed.statusCode());
    assertEquals(1, Http.json(changed.body()).getJsonArray("events").size());
    String newTag = changed.headers().firstValue("ETag").orElse("");
    // The same cursor in the URL: what follows it must come again, whatever the client's cache has.
    assertEquals(200, get(query, "If-None-Match", newTag).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, wait=0, , 400, urn:oneport:problem:invalid-request",
    "GET, room=, , 400, urn:oneport:problem:invalid-request",
    "GET, room=oneport:everybody, , 400, urn:oneport:problem:invalid-request",
    "GET, room=news&wait=x, , 400, urn:oneport:problem:invalid-request",
    "GET, room=secret, , 403, urn:oneport:problem:room-forbidden",
    "GET, room=members, , 401, urn:oneport:problem:sign-in-needed",
    "GET, room=files1, , 401, urn:oneport:problem:sign-in-needed",
    "GET, room=files1, alice driver, 403, urn:oneport:problem:room-forbidden",
    "GET, room=news&namespace=/nowhere, , 404, urn:oneport:problem:unknown-namespace",
    "GET, room=news&ticket=x, , 401, urn:oneport:problem:bad-ticket",
    "POST, room=news, , 405, urn:oneport:problem:method-not-allowed",
    "DELETE, room=news, , 405, urn:oneport:problem:method-not-allowed",
  })
  void refusalsSayWhatIsMissing(
      String method, String query, @Nullable String user, int status, String type)
      throws IOException {
    for (String accept : List.of("text/event-stream", "application/json")) {
      Map<String, String> headers =
          user == null ? Map.of("Accept", accept) : Map.of("Accept", accept, "X-Test-User", user);
      try (RawHttp http = RawHttp.connect(streams)) {
        http.request(method, events(query), headers, method.equals("POST") ? "" : null);
        RawHttp.Response head = http.head();
        // Before the body: that of a stream would not end.
        assertEquals(status, head.status(), head.toString());
        String contentType = text(head.header("Content-Type"));
        assertTrue(contentType.startsWith("application/problem+json"), contentType);
        JsonObject problem = Http.json(http.body(head));
        assertEquals(type, problem.getString("type"));
        assertEquals(status, problem.getInt("status"));
        assertFalse(problem.getString("detail").isEmpty());
        assertEquals(status == 405 ? "GET, HEAD, OPTIONS" : null, head.header("Allow"));
      }
    }
  }

  @Test
  void headAndOptionsSayWhatGetWouldWithoutAStream() throws IOException {
    RawHttp.Response head;
    try (RawHttp http = RawHttp.connect(streams)) {
      http.request("HEAD", events("room=news"), Map.of("Accept", "text/event-stream"), null);
      head = http.head();
    }
    assertEquals(200, head.status());
    assertTrue(Objects.toString(head.header("Content-Type")).startsWith("text/event-stream"));
    RawHttp.Response options = RawHttp.exchange("OPTIONS", events("room=news"), Map.of(), null);
    assertEquals(204, options.status());
  }

  @Test
  void roleOpensARoom() {
    try (EventStreamClient stream = listen("room=files1", "X-Test-User", "alice clerk")) {
      begin(stream);
      publish("files1", "n", "1");
      assertEvent("n", "[\"1\"]", stream.news());
    }
  }

  @Test
  void aTicketSaysWhoAsksOnce() {
    HttpResponse<String> answer =
        Http.send(
            Http.request(streams.resolve("events/ticket"))
                .header("X-Test-User", "alice clerk")
                .POST(BodyPublishers.noBody()));
    assertEquals(200, answer.statusCode());
    JsonObject body = Http.json(answer.body());
    assertEquals(30_000, body.getInt("expiresInMs"));
    String query = "room=files1&ticket=" + body.getString("ticket");
    try (EventStreamClient stream = listen(query);
        EventStreamClient again = listen(query)) {
      begin(stream);
      assertEquals(401, again.head().status());
    }
  }

  @Test
  void pagesOfAllowedOriginsListenWithCredentialsAndOthersDoNot() throws IOException {
    Map<String, String> allowed =
        Map.of(
            "Origin", Applications.ALLOWED_ORIGIN, "Cookie", "a=b", "Accept", "text/event-stream");
    try (EventStreamClient stream = EventStreamClient.open(events("room=news"), allowed)) {
      begin(stream);
      Map<String, String> headers = stream.head().headers();
      assertEquals(Applications.ALLOWED_ORIGIN, headers.get("Access-Control-Allow-Origin"));
      assertEquals("true", headers.get("Access-Control-Allow-Credentials"));
      assertEquals("Origin", headers.get("Vary"));
    }
    Map<String, String> foreign =
        Map.of("Origin", "http://evil.example", "Accept", "text/event-stream");
    RawHttp.Response refused = RawHttp.exchange("GET", events("room=news"), foreign, null);
    assertEquals(403, refused.status());
    assertNull(refused.header("Access-Control-Allow-Origin"));
    RawHttp.Response preflight =
        RawHttp.exchange(
            "OPTIONS",
            events("room=news"),
            Map.of(
                "Origin",
                Applications.ALLOWED_ORIGIN,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "last-event-id"),
            null);
    assertEquals(204, preflight.status());
    assertEquals("last-event-id", preflight.header("Access-Control-Allow-Headers"));
  }

  @Test
  void manyStreamsGetEveryEventOnceAndInOrder() throws Exception {
    int clients = 200;
    int count = 1_000;
    ExecutorService readers = Executors.newFixedThreadPool(clients);
    List<EventStreamClient> all = new ArrayList<>();
    try {
      URI uri = events("room=news");
      for (int i = 0; i < clients; i++) {
        EventStreamClient stream = EventStreamClient.open(uri);
        all.add(stream);
        begin(stream);
      }
      List<Future<?>> results = new ArrayList<>();
      for (EventStreamClient stream : all) {
        results.add(
            readers.submit(
                () ->
                    IntStream.range(0, count)
                        .forEach(i -> assertEvent("n", "[" + i + ",\"xxx\"]", stream.news()))));
      }
      flood(streams, "news", "n", count, 3);
      for (Future<?> result : results) {
        result.get(60, TimeUnit.SECONDS);
      }
    } finally {
      readers.shutdownNow();
      all.forEach(EventStreamClient::close);
    }
    awaitSessions("sse", 0);
  }

  private static void flood(URI base, String room, String event, int count, int bytes) {
    JsonObject flood =
        Json.createObjectBuilder()
            .add("room", room)
            .add("event", event)
            .add("count", count)
            .add("bytes", bytes)
            .build();
    HttpResponse<String> answer =
        Http.send(
            Http.request(base.resolve("it/flood"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(flood.toString())));
    assertEquals(204, answer.statusCode(), answer.body());
  }

  /** Its kernel takes what fits into its buffers, and no more: no FIN, no reset. */
  @ParameterizedTest
  @CsvSource({"by time, 200", "by bytes, 700"})
  void whoStopsReadingIsCutOffAndNobodyElseWaits(String how, int events) {
    awaitSessions("sse", 0);
    try (EventStreamClient stalled = EventStreamClient.open(events("room=news"), Map.of(), 4096);
        EventStreamClient healthy = listen("room=news")) {
      begin(healthy);
      awaitSessions("sse", 2);
      // The kernel holds up to 4 MB, Payara some 10, and 40 may wait: the first one ends by time.
      for (int i = 0; i < events; i += 10) {
        long start = System.nanoTime();
        flood(streams, "news", how, 10, 100_000);
        for (int each = 0; each < 10; each++) {
          assertNotNull(healthy.news());
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis < 1_900, "the other one waited " + millis + " ms");
      }
      awaitSessions("sse", 1);
      assertEquals(200, stalled.head().status());
    }
    awaitSessions("sse", 0);
  }

  @Test
  void aStreamOfSomeAgeEndsAndTheClientComesBack() {
    URI uri = server.base(Applications.MESSAGE_PACK).resolve("events?room=news");
    long start = System.nanoTime();
    try (EventStreamClient stream = EventStreamClient.open(uri)) {
      begin(stream);
      assertNull(stream.news());
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertTrue(millis >= 1_500 && millis < 10_000, millis + " ms");
  }

  /** Half of them in the middle of events, which is when a server writes into the void. */
  @Test
  void clientsThatGoLeaveNothingBehind() {
    awaitSessions("sse", 0);
    int mark = server.log().length();
    for (int i = 0; i < 40; i++) {
      EventStreamClient stream = listen("room=news");
      begin(stream);
      if (i % 2 == 0) {
        flood(streams, "news", "n", 20, 1_000);
      }
      stream.close();
      RawHttp poll = begun("room=news&wait=2&cursor=" + poll("room=news").getString("cursor"));
      close(poll);
    }
    awaitSessions("sse", 0);
    awaitSessions("longpoll", 0);
    assertEquals(List.of(), StackTraces.in(server.log().substring(mark), server));
  }

  private RawHttp begun(String query) {
    try {
      RawHttp http = RawHttp.connect(streams);
      http.request("GET", events(query), Map.of("Accept", "application/json"), null);
      return http;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void close(RawHttp http) {
    try {
      http.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void awaitSessions(String transport, int count) {
    awaitSessions(streams, transport, count);
  }

  private static void awaitSessions(URI base, String transport, int count) {
    Await.until(
        count + " sessions over " + transport,
        () -> Http.json(Http.get(base.resolve("it/sessions")).body()).getInt(transport) == count);
  }
}
