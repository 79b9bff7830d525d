package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that begin to send something and take their time with the rest. */
@OnEachServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class SlowWriterIT {
  /** More than any of the servers has threads for requests: Tomcat has 200. */
  private static final int MANY = 250;

  /** Of half a minute and more that it would take if somebody waited for the slow ones. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private static final String HELLO = "40/guarded,{\"token\":\"letmein\"}";

  /** A text of 100 bytes, of which four and the mask are there. */
  private static final byte[] HALF_A_FRAME = {(byte) 0x81, (byte) 0xe4, 0, 0, 0, 0, 'h', 'a'};

  private final URI base;
  private final List<RawHttp> slow = new ArrayList<>();
  private final List<PollingSession> sessions = new ArrayList<>();

  SlowWriterIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
  }

  @AfterEach
  void disconnect() throws IOException {
    for (RawHttp each : slow) {
      each.close();
    }
  }

  private PollingSession guarded() {
    PollingSession session = PollingSession.open(base.resolve("socket.io/"));
    session.send(HELLO);
    assertTrue(session.pollPayload().startsWith("40/guarded,{"));
    return session;
  }

  private static String echo(String text) {
    return "42/guarded,[\"echo\",\"" + text + "\"]";
  }

  private RawHttp begin(URI uri, int length, String begin, Map<String, String> headers)
      throws IOException {
    RawHttp http = RawHttp.connect(base);
    slow.add(http);
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Length", Integer.toString(length));
    http.request("POST", uri, all, begin);
    return http;
  }

  /** Sends half of a body, or of a frame. */
  private void beginSlowly(Way way) throws IOException {
    if (way == Way.POLLING) {
      PollingSession session = PollingSession.open(base.resolve("socket.io/"));
      sessions.add(session);
      begin(session.uri(), 100, HELLO, Map.of());
      return;
    }
    RawHttp http = RawHttp.connect(base);
    slow.add(http);
    String path = way == Way.WS ? "ws" : "socket.io/?EIO=4&transport=websocket";
    http.requestUpgrade(base.resolve(path), Map.of());
    assertEquals(101, http.response().status());
    http.write(HALF_A_FRAME);
  }

  private void assertServed() {
    PollingSession healthy = guarded();
    healthy.send(echo("healthy"));
    assertEquals(echo("healthy"), healthy.pollPayload());
  }

  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET", "WS"})
  void manyOfThemHoldNoThread(Way way) throws IOException {
    for (int i = 0; i < MANY; i++) {
      beginSlowly(way);
    }
    assertTimeout(SOON, this::assertServed);
    // Nor does one wait for the rest of what nobody wants any more.
    sessions.forEach(SlowWriterIT::overlap);
    assertTimeout(SOON, this::assertServed);
  }

  @Test
  void slowBodyIsHandledWhenItIsThere() throws IOException {
    PollingSession session = guarded();
    String event = echo("slow");
    RawHttp post = begin(session.uri(), event.length(), event.substring(0, 20), Map.of());
    assertServed();
    post.write(event.substring(20).getBytes(UTF_8));

    RawHttp.Response answer = post.response();
    assertEquals("200 ok", answer.status() + " " + answer.body());
    assertEquals(event, session.pollPayload());
    // On the same connection, so that nothing is left of the one before.
    String again = echo("again");
    post.request("POST", session.uri(), Map.of(), again);
    assertEquals(200, post.response().status());
    assertEquals(again, session.pollPayload());
  }

  @Test
  void largeBodyInSmallPiecesArrivesWholeAndInOrder() throws IOException {
    String numbers =
        IntStream.range(0, 150_000).mapToObj("%06d"::formatted).collect(Collectors.joining());
    byte[] event = echo(numbers).getBytes(UTF_8);
    PollingSession session = guarded();
    RawHttp post = begin(session.uri(), event.length, "", Map.of());
    for (int at = 0; at < event.length; at += 1_000) {
      post.write(Arrays.copyOfRange(event, at, Math.min(event.length, at + 1_000)));
    }

    assertEquals(200, post.response().status());
    assertEquals(new String(event, UTF_8), session.pollPayload());
  }

  @Test
  void chunkedBodyMayBeAsLongAsOthersAndNoLonger() throws IOException {
    PollingSession session = guarded();
    assertEquals("200 ok", chunked(session.uri(), echo("in chunks")));
    assertEquals(echo("in chunks"), session.pollPayload());
    assertEquals("413 ", chunked(session.uri(), "3".repeat(1_000_001)));
  }

  private static String chunked(URI uri, String body) throws IOException {
    try (RawHttp http = RawHttp.connect(uri)) {
      http.request("POST", uri, Map.of("Transfer-Encoding", "chunked"), null);
      int half = body.length() / 2;
      for (String chunk : List.of(body.substring(0, half), body.substring(half))) {
        http.write((Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n").getBytes(UTF_8));
      }
      http.write("0\r\n\r\n".getBytes(UTF_8));
      RawHttp.Response answer = http.response();
      return answer.status() + " " + answer.body();
    }
  }

  @Test
  void slowBodyOfASessionThatEndsIsAnswered() throws IOException {
    PollingSession session = guarded();
    RawHttp post = begin(session.uri(), 1_000, echo("x").substring(0, 20), Map.of());
    // Two at once are one too many, and end it.
    assertTimeout(SOON, () -> assertEquals(400, overlap(session)));

    RawHttp.Response answer = assertTimeout(SOON, post::response);
    assertEquals("400 ", answer.status() + " " + answer.body());
    assertEquals("close", answer.header("Connection"));
    assertEquals(400, session.poll().statusCode());
  }

  /** Until the server has seen the first one. */
  private static int overlap(PollingSession session) {
    int status = 200;
    while (status == 200) {
      status = session.post("3").statusCode();
    }
    return status;
  }

  @Test
  void bodyOfAClientThatGoesEndsItsSession() throws IOException {
    PollingSession session = guarded();
    begin(session.uri(), 1_000, "4", Map.of()).close();

    // It comes before the end, or after it.
    HttpResponse<String> poll = assertTimeout(SOON, session::poll);
    assertTrue(poll.statusCode() == 400 || poll.body().equals("1"), poll.body());
    assertEquals(400, session.poll().statusCode());
  }

  /** Nobody waits for the bodies of those who are refused anyway. */
  @Test
  void whoMayNotPublishIsToldBeforeTheBody() throws IOException {
    Map<String, String> json = Map.of("Content-Type", "application/json");
    RawHttp post = begin(base.resolve("api/emit"), 100, "", json);

    assertEquals(401, assertTimeout(SOON, post::response).status());
  }

  @Test
  void streamIsRenewedOnceTheBodyIsThere() throws IOException {
    Map<String, String> token = Map.of("Authorization", "Bearer x");
    String body = "{\"session\":\"none\"}";
    List<RawHttp> many = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      many.add(begin(base.resolve("events/renew"), body.length(), "{", token));
    }
    assertTimeout(SOON, this::assertServed);

    many.get(0).write(body.substring(1).getBytes(UTF_8));
    assertEquals(404, many.get(0).response().status());
  }
}
