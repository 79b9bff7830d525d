package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.StackTraces;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever listeners, plain WebSockets and back ends send wrong: they are told, nobody else
 * notices, and neither answer nor log shows a stack trace. For Socket.IO see {@link GarbageIT}.
 */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "reads its log")
class PlainGarbageIT {

  /** Logged by the test application when told to, after everything that came before. */
  private static final String FENCE = "The handler of \"boom\" failed";

  private static final String DEEP = "[".repeat(100_000);

  private static final List<String> QUERIES =
      List.of(
          "",
          "room=",
          "room=%zz",
          "room=%",
          "room=%00%0d%0aevent:%20x%0d%0a",
          "room=%C3%28%FF",
          "room=news&room=".repeat(500),
          "room=" + "r".repeat(4_000),
          "room=news&namespace=%00",
          "room=news&namespace=//&namespace=x",
          "room=news&wait=-1",
          "room=news&wait=99999999999999999999",
          "room=news&wait=1e3",
          "room=news&cursor=%00",
          "room=news&cursor=abcdefghij-99999999999999999999",
          "room=news&lastEventId=" + "-".repeat(2_000),
          "room=news&ticket=" + "t".repeat(2_000),
          "room=news&fallback=%0a",
          "&".repeat(2_000),
          "=&=&room&room=news=news");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "null",
          "[]",
          "{",
          "{}",
          "{\"a\":1}",
          DEEP,
          "{\"ping\":" + DEEP,
          "{\"ping\":" + "[".repeat(500) + "]".repeat(500) + "}",
          "{\"subscribe\":[],\"emit\":\"x\"}",
          "{\"subscribe\":{}}",
          "{\"subscribe\":[\"\"]}",
          "{\"subscribe\":[{}],\"id\":{}}",
          "{\"subscribe\":[\"news\"],\"namespace\":[]}",
          "{\"subscribe\":[\"news\"],\"namespace\":\"\\u0000\"}",
          "{\"unsubscribe\":7}",
          "{\"emit\":\"\"}",
          "{\"emit\":[\"a\"],\"id\":1e99999999999}",
          "{\"emit\":\"a\",\"data\":{}}",
          "{\"emit\":\"a\",\"data\":\"a\",\"id\":[[]]}",
          "{\"emit\":\"__proto__\",\"namespace\":\"/__proto__\",\"id\":1}",
          "{\"emit\":\"sum\",\"data\":[{\"a\":1e99999999999,\"b\":1}],\"namespace\":\"/chat\",\"id\":1}",
          "{\"emit\":\"sum\",\"data\":[[]],\"namespace\":\"/chat\",\"id\":1}",
          "{\"ack\":7}",
          "{\"ack\":[],\"id\":\"1\"}",
          "{\"ack\":[],\"id\":1e99999999999}",
          "{\"auth\":{}}",
          "{\"auth\":{\"ticket\":7}}",
          "{\"auth\":{\"ticket\":\"x\"}}",
          "{\"auth\":{\"token\":[[]]}}",
          "{\"renew\":{}}",
          "{\"renew\":\"x\"}",
          "{\"ping\":1}{\"ping\":2}",
          "{\"ping\":01}");

  /** Of JSON, to both paths of events. */
  private static final List<String> BODIES =
      List.of(
          "",
          "x",
          "null",
          "[]",
          "\"x\"",
          "{",
          "{}",
          DEEP,
          "{\"event\":\"x\",\"data\":[" + DEEP,
          "{\"event\":\"x\",\"data\":[" + "[".repeat(500) + "]".repeat(500) + "]}",
          "{\"event\":7}",
          "{\"event\":\"\"}",
          "{\"event\":\"x\",\"event\":\"y\"}",
          "{\"event\":\"x\",\"a~/b\\u0000\":1}",
          "{\"event\":\"x\",\"rooms\":\"news\"}",
          "{\"event\":\"x\",\"rooms\":[]}",
          "{\"event\":\"x\",\"rooms\":[{},7,null,\"\"]}",
          "{\"event\":\"x\",\"except\":{}}",
          "{\"event\":\"x\",\"data\":{}}",
          "{\"event\":\"x\",\"data\":1e99999999999}",
          "{\"event\":\"x\",\"data\":[01]}",
          "{\"event\":\"x\",\"data\":[{\"base64\":\"!\"}]}",
          "{\"event\":\"x\",\"data\":[{\"_placeholder\":true,\"num\":7},{\"base64\":\"\"}]}",
          "{\"event\":\"x\",\"namespace\":7}",
          "{\"event\":\"x\",\"namespace\":\"/nowhere\"}",
          "{\"event\":\"x\",\"id\":1e99999999999}",
          "{\"event\":\"x\",\"id\":\"" + "i".repeat(256) + "\"}",
          "{\"events\":{}}",
          "{\"events\":[],\"more\":1}",
          "{\"events\":7}");

  private static final String PART = "\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n";

  /** Of {@code multipart/form-data} with the boundary b. */
  private static final List<String> MULTIPARTS =
      List.of(
          "",
          "--",
          "--b",
          "--b--",
          "--b\r\n\r\n",
          "--b\r\n\r\n\r\n--b--",
          "--b" + PART + "{\"event\":\"x\"}",
          "--b" + PART + "{\"event\":\"x\"}\r\n--bb",
          "--b" + PART + "\r\n--b" + PART + "{\"event\":\"x\"}\r\n--b--",
          "--b" + PART.replace("json", "gif") + "\u0000\u00ff\r\n--b--",
          "--b" + PART + "{\"event\":\"x\",\"data\":[{\"part\":\"\"}]}\u00ff\r\n--b--",
          "--b" + PART + "{\"event\":\"x\"}\r\n--b" + PART.replace("json", "gif") + "\r\n--b--");

  private static final List<String> TYPES =
      List.of(
          "",
          "x",
          "text/plain",
          "application/xml",
          "application/json; charset=\"",
          "application/json;;;=",
          "multipart/form-data",
          "multipart/form-data; boundary=",
          "multipart/form-data; boundary=" + "b".repeat(71),
          "multipart/form-data; boundary=\"b");

  /** To be asked for by GET; some containers refuse the encoding themselves. */
  private static final List<String> PATHS =
      List.of(
          "rooms/%zz",
          "rooms/%",
          "rooms/%00",
          "rooms/%C3%28?limit=x",
          "rooms/x?namespace=%zz&namespace=%00",
          "rooms/-?room=",
          "rooms/" + "r".repeat(4_000),
          "rooms?limit=0",
          "rooms?limit=99999999999999999999",
          "rooms?namespace=/nowhere",
          "sessions?limit=-1",
          "sessions?limit=1e3",
          "sessions?transport=carrier-pigeon",
          "sessions/%00",
          "..%2f..%2fWEB-INF%2fweb.xml",
          "nowhere");

  private final ServerUnderTest server;
  private final URI base;
  private int mark;

  PlainGarbageIT(ServerUnderTest server) {
    this.server = server;
    base = server.base(Applications.APP);
  }

  @BeforeEach
  void markLog() {
    mark = server.log().length();
  }

  @AfterEach
  void logShowsNoStackTrace() {
    try (WsClient client = plain()) {
      client.send("{\"emit\":\"boom\",\"namespace\":\"/chat\"}");
      Await.until("the fence in the log", () -> server.log().indexOf(FENCE, mark) >= 0);
    }
    String log = server.log();
    assertEquals(List.of(), StackTraces.in(log.substring(mark, log.indexOf(FENCE, mark)), server));
  }

  private WsClient plain() {
    return WsClient.connect(WsClient.uri(base, "ws"));
  }

  private static void assertShowsNothing(RawHttp.Response answer, String sent) {
    assertFalse(answer.body().contains("\tat "), sent + ": " + answer);
    assertFalse(answer.body().contains("dev.oneport."), sent + ": " + answer);
  }

  @ParameterizedTest
  @EnumSource(names = {"SSE", "LONGPOLL"})
  void ofListenersIsRefusedOrTakenForWhatItIs(Way way) throws IOException {
    String type = way == Way.SSE ? "text/event-stream" : "application/json";
    for (String query : QUERIES) {
      assertAnswers(query, Map.of("Accept", type));
    }
    for (String line : List.of("\u00ff\u0001", "x-1", "-", "i".repeat(4_000))) {
      assertAnswers("room=news", Map.of("Accept", type, "Last-Event-ID", line));
      assertAnswers("room=news", Map.of("Accept", type, "Authorization", "Bearer " + line));
      assertAnswers("room=news", Map.of("Accept", type, "Origin", line));
      assertAnswers("room=news", Map.of("Accept", type + ";q=" + line + ",,;="));
      assertAnswers("room=news", Map.of("Accept", type, "X-Forwarded-For", "\"" + line + ",;"));
    }
    for (String body : List.of("", "x", "[]", "{\"session\":7}", "{\"session\":" + DEEP)) {
      for (String path : List.of("events/renew", "events/ticket", "events")) {
        Map<String, String> headers = Map.of("Authorization", "Bearer x");
        RawHttp.Response answer = RawHttp.exchange("POST", base.resolve(path), headers, body);
        assertTrue(answer.status() < 500, path + " " + answer);
        assertShowsNothing(answer, body);
      }
    }
    assertEquals(Way.Outcome.LET_IN, way.enter(base, Map.of(), ""));
  }

  /** Streams that begin are left at once. */
  private void assertAnswers(String query, Map<String, String> headers) throws IOException {
    try (RawHttp http = RawHttp.connect(base)) {
      http.request("GET", base, base.getPath() + "events?wait=0&" + query, headers, null);
      RawHttp.Response head = http.head();
      assertTrue(head.status() < 500, query + headers + head);
      if (head.status() >= 400) {
        String body = http.body(head);
        assertShowsNothing(new RawHttp.Response(head.status(), head.headers(), body), query);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "WS")
  void ofPlainWebSocketsIsAnswered(Way way) throws IOException {
    try (WsClient client = plain()) {
      for (String text : TEXTS) {
        client.send(text);
        String answer = client.textAfterJsonPings();
        while (answer.startsWith("{\"event\":")) {
          answer = client.textAfterJsonPings();
        }
        assertTrue(answer.contains("\"error\":{\"code\":"), text + " " + answer);
      }
      client.send("{\"ping\":\"still here\"}");
      assertEquals("{\"pong\":\"still here\"}", client.textAfterJsonPings());
    }
    try (WsClient client = plain()) {
      client.send(new byte[] {1, 2, 3});
    }
    assertEquals(Way.Outcome.LET_IN, way.enter(base, Map.of(), ""));
  }

  @ParameterizedTest
  @EnumSource(names = "API")
  void ofBackEndsIsAProblem(Way way) throws IOException {
    for (String path : List.of("emit", "emit/batch", "rooms/news/members")) {
      for (String body : BODIES) {
        assertProblem(path, post(path, "application/json", body), body);
      }
      for (String type : TYPES) {
        assertProblem(path, post(path, type, "--b\r\n"), type);
      }
    }
    for (String body : MULTIPARTS) {
      String type = "multipart/form-data; boundary=b";
      assertProblem("emit", post("emit", type, body), body);
      assertProblem("emit/batch", post("emit/batch", type, body), body);
    }
    for (String path : PATHS) {
      for (String method : List.of("GET", "DELETE", "PATCH")) {
        RawHttp.Response answer = exchange(method, path, headers(), null);
        assertTrue(answer.status() < 500, method + " " + path + ": " + answer);
        assertFalse(answer.body().contains("<web-app"), path);
        assertShowsNothing(answer, path);
      }
    }
    Map<String, String> key = headers();
    key.put("Idempotency-Key", "k".repeat(256));
    key.put("Content-Type", "application/json");
    assertProblem("emit", exchange("POST", "emit", key, "{\"event\":\"x\"}"), "a long key");
    RawHttp.Response good = post("emit", "application/json", "{\"event\":\"x\",\"rooms\":[\"r\"]}");
    assertEquals(202, good.status(), good.body());
  }

  private static Map<String, String> headers() {
    return new TreeMap<>(Map.of("Authorization", "Bearer " + Applications.API_KEY));
  }

  private RawHttp.Response post(String path, String type, String body) throws IOException {
    Map<String, String> headers = headers();
    headers.put("Content-Type", type);
    return exchange("POST", path, headers, body);
  }

  private RawHttp.Response exchange(
      String method, String path, Map<String, String> headers, @Nullable String body)
      throws IOException {
    try (RawHttp http = RawHttp.connect(base)) {
      http.request(method, base, base.getPath() + "api/" + path, headers, body);
      return http.response();
    }
  }

  private static void assertProblem(String path, RawHttp.Response answer, String sent) {
    String what = path + " " + sent.substring(0, Math.min(100, sent.length())) + ": " + answer;
    assertTrue(answer.status() >= 400 && answer.status() < 500, what);
    assertEquals("application/problem+json", answer.header("Content-Type"), what);
    assertEquals(answer.status(), Http.json(answer.body()).getInt("status"), what);
    assertShowsNothing(answer, what);
  }
}
