package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.Line;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a client may have so many of, and a back end so many at once: as many, and one more, by each
 * way on which there are such. The application has small limits.
 */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class NumbersIT {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_EVENT_NAME = 20;
  private static final int MAX_ROOM_NAME = 255;

  private final URI base;

  NumbersIT(ServerUnderTest server) {
    base = server.base(Applications.LIMITS);
  }

  private Line dial(Way way) throws IOException {
    Line line = way.dial(base, Map.of(), "");
    if (way == Way.WEBSOCKET) {
      assertTrue(line.next().startsWith("0{"));
    }
    return line;
  }

  /** In /guarded, where nobody else is heard of. */
  private Line guarded(Way way) throws IOException {
    Line line = dial(way);
    line.send("40/guarded,{\"token\":\"letmein\"}");
    assertTrue(line.next().startsWith("40/guarded,{"));
    return line;
  }

  private static String event(String name, String arguments) {
    return "42/guarded,[\"" + name + "\"" + arguments + "]";
  }

  private static void assertAnswers(Line line, String text, String answer) throws IOException {
    line.send(text);
    assertEquals(answer, line.next());
  }

  /** Who sends what no client of the reference server would is another's client. */
  private static void assertEnds(Line line, String text) throws IOException {
    line.send(text);
    assertClosed(line);
  }

  private static void assertClosed(Line line) throws IOException {
    try {
      fail("told " + line.next());
    } catch (IOException e) {
      assertEquals("closed 1000", e.getMessage());
    }
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  /** What is emitted in /chat meanwhile is dropped. */
  private static String answer(Line line, String text) throws IOException {
    line.send(text);
    String answer = line.next();
    while (answer.startsWith("{\"event\":") || answer.startsWith("42/chat,[")) {
      answer = line.next();
    }
    return answer;
  }

  /** Of long-polling they come in Base64; over WebSocket see LimitsIT. */
  @ParameterizedTest
  @EnumSource(names = "POLLING")
  void attachmentsOfOnePacket(Way way) throws IOException {
    String placeholder = "{\"_placeholder\":true,\"num\":";
    String two = "452-/guarded,[\"echo\"," + placeholder + "0}," + placeholder + "1}]";
    try (Line line = guarded(way)) {
      assertAnswers(line, two + "\u001ebAQ==\u001ebAg==", two);
      assertEquals("bAQ==", line.next());
      assertEquals("bAg==", line.next());
      assertEnds(line, "453-/guarded,[\"echo\"]");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET"})
  void depthOfOnePacket(Way way) throws IOException {
    try (Line line = guarded(way)) {
      // The array of the arguments is one.
      String deepest = event("echo", "," + nested(MAX_DEPTH - 1));
      assertAnswers(line, deepest, deepest);
      assertEnds(line, event("echo", "," + nested(MAX_DEPTH)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET"})
  void lengthOfEventNames(Way way) throws IOException {
    try (Line line = guarded(way)) {
      line.send(event("n".repeat(MAX_EVENT_NAME), ""));
      assertAnswers(line, event("echo", ""), event("echo", ""));
      assertEnds(line, event("n".repeat(MAX_EVENT_NAME + 1), ""));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET"})
  void namespacesOfOneClient(Way way) throws IOException {
    try (Line line = guarded(way)) {
      line.send("40");
      assertTrue(line.next().startsWith("40{"));
      assertAnswers(line, "40/chat,", "44/chat,{\"message\":\"too many namespaces\"}");
      line.send("41");
      line.send("40/chat,");
      assertTrue(line.next().startsWith("40/chat,{"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET"})
  void roomsOfOneSocket(Way way) throws IOException {
    try (Line line = dial(way)) {
      line.send("40/chat,");
      assertTrue(line.next().startsWith("40/chat,{"));
      // In the lobby already.
      String join = "42/chat,1[\"join\",";
      assertEquals("43/chat,1[[\"a\",\"lobby\"]]", answer(line, join + "\"a\"]"));
      assertEquals("43/chat,1[[\"a\",\"b\",\"lobby\"]]", answer(line, join + "\"b\"]"));
      assertTrue(answer(line, join + "\"c\"]").startsWith("43/chat,1[{\"error\":"));
      assertEquals(
          "43/chat,2[[\"a\",\"b\",\"lobby\"]]", answer(line, "42/chat,2[\"leave\",\"x\"]"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "WS")
  void depthAndNamesOfOneText(Way way) throws IOException {
    try (Line line = dial(way)) {
      // The object is one.
      String deepest = nested(MAX_DEPTH - 1);
      assertAnswers(line, "{\"ping\":" + deepest + "}", "{\"pong\":" + deepest + "}");
      assertAnswers(
          line,
          "{\"ping\":" + nested(MAX_DEPTH) + ",\"id\":1}",
          "{\"error\":{\"code\":\"too_deep\",\"message\":\"nested deeper than 8\"}}");

      line.send(emit("n".repeat(MAX_EVENT_NAME)));
      assertEquals("{\"pong\":1}", answer(line, "{\"ping\":1}"));
      assertEquals(
          "{\"error\":{\"code\":\"malformed\",\"message\":\"\\\"emit\\\" must be the name of an"
              + " event\"},\"id\":1}",
          answer(line, emit("n".repeat(MAX_EVENT_NAME + 1))));

      String longest = "r".repeat(MAX_ROOM_NAME);
      assertTrue(
          answer(line, subscribe("\"" + longest + "\""))
              .startsWith("{\"subscribed\":[\"" + longest));
      assertEquals(
          "{\"error\":{\"code\":\"malformed\",\"message\":\"\\\"subscribe\\\" must hold strings of"
              + " 1 to 255 characters\"},\"id\":1}",
          answer(line, subscribe("\"" + longest + "r\"")));
    }
  }

  private static String emit(String event) {
    return "{\"emit\":\"" + event + "\",\"namespace\":\"/chat\",\"id\":1}";
  }

  private static String subscribe(String rooms) {
    return "{\"subscribe\":[" + rooms + "],\"namespace\":\"/chat\",\"id\":1}";
  }

  @ParameterizedTest
  @EnumSource(names = "WS")
  void roomsAndNamespacesOfOneClient(Way way) throws IOException {
    try (Line line = dial(way)) {
      assertTrue(answer(line, subscribe("\"a\",\"b\",\"c\"")).startsWith("{\"subscribed\":"));
      assertEquals(
          "{\"error\":{\"code\":\"too_many_rooms\",\"message\":\"a client may not be in so many"
              + " rooms\"},\"id\":1}",
          answer(line, subscribe("\"d\"")));
      assertTrue(answer(line, "{\"subscribe\":[\"news\"]}").startsWith("{\"subscribed\":"));
      assertEquals(
          "{\"error\":{\"code\":\"too_many_namespaces\",\"message\":\"a client may not be in so"
              + " many namespaces\"},\"id\":2}",
          answer(line, "{\"emit\":\"echo\",\"namespace\":\"/guarded\",\"id\":2}"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SSE", "LONGPOLL"})
  void roomsOfOneListener(Way way) throws IOException {
    assertEquals(200, listen(way, "room=a&room=b&room=c"));
    assertEquals(
        "urn:oneport:problem:too-many-rooms",
        refused(way, "room=a&room=b&room=c&room=d").getString("type"));
    String longest = "room=" + "r".repeat(MAX_ROOM_NAME);
    assertEquals(200, listen(way, longest));
    assertEquals(
        "The name of a room has 1 to 255 characters.",
        refused(way, longest + "r").getString("detail"));
  }

  private URI events(String query) {
    return base.resolve("events?namespace=/chat&wait=0&" + query);
  }

  private int listen(Way way, String query) throws IOException {
    if (way == Way.LONGPOLL) {
      return RawHttp.exchange("GET", events(query), Map.of(), null).status();
    }
    try (EventStreamClient stream = EventStreamClient.open(events(query))) {
      return stream.head().status();
    }
  }

  private JsonObject refused(Way way, String query) throws IOException {
    String type = way == Way.SSE ? "text/event-stream" : "application/json";
    return problem(400, RawHttp.exchange("GET", events(query), Map.of("Accept", type), null));
  }

  private static JsonObject problem(int status, RawHttp.Response answer) {
    assertEquals(status, answer.status(), answer.body());
    assertEquals("application/problem+json", answer.header("Content-Type"));
    return Http.json(answer.body());
  }

  @ParameterizedTest
  @EnumSource(names = "API")
  void partsOfOnePublishedEvent(Way way) throws IOException {
    String bytes = "{\"base64\":\"AA==\"}";
    assertPublished("\"event\":\"x\",\"data\":[" + bytes + "," + bytes + "]");
    assertWrong("#/data/2", "\"event\":\"x\",\"data\":[" + bytes + "," + bytes + "," + bytes + "]");
    // The array of the arguments is one; the object around it is not counted.
    assertPublished("\"event\":\"x\",\"data\":[" + nested(MAX_DEPTH - 1) + "]");
    assertWrong("#", "\"event\":\"x\",\"data\":[" + nested(MAX_DEPTH) + "]");
    assertPublished("\"event\":\"" + "n".repeat(MAX_EVENT_NAME) + "\"");
    assertWrong("#/event", "\"event\":\"" + "n".repeat(MAX_EVENT_NAME + 1) + "\"");
  }

  private void assertPublished(String members) throws IOException {
    RawHttp.Response answer = post("emit", "{\"rooms\":[\"news\"]," + members + "}");
    assertEquals(202, answer.status(), answer.body());
  }

  private void assertWrong(String pointer, String members) throws IOException {
    JsonObject problem = problem(400, post("emit", "{\"rooms\":[\"news\"]," + members + "}"));
    JsonArray errors = problem.getJsonArray("errors");
    assertEquals(1, errors.size());
    assertEquals(pointer, errors.getJsonObject(0).getString("pointer"));
  }

  private RawHttp.Response post(String path, String body) throws IOException {
    Map<String, String> headers =
        Map.of(
            "Authorization", "Bearer " + Applications.API_KEY, "Content-Type", "application/json");
    return RawHttp.exchange("POST", base.resolve("api/" + path), headers, body);
  }

  @ParameterizedTest
  @EnumSource(names = "API")
  void eventsOfOneRequest(Way way) throws IOException {
    String event = "{\"event\":\"x\",\"rooms\":[\"news\"]}";
    String three = event + "," + event + "," + event;
    assertEquals(200, post("emit/batch", "{\"events\":[" + three + "]}").status());
    JsonObject problem =
        problem(413, post("emit/batch", "{\"events\":[" + three + "," + event + "]}"));
    assertEquals("urn:oneport:problem:too-many-events", problem.getString("type"));
  }

  /** Who moves others can't put them into more rooms than they may be in. */
  @ParameterizedTest
  @EnumSource(names = "API")
  void roomsThatABackEndPutsAClientInto(Way way) throws IOException {
    String longest = "r".repeat(MAX_ROOM_NAME);
    try (Line line = dial(Way.WEBSOCKET)) {
      line.send("40/chat,");
      String sid = line.next().split("\"", 5)[3];
      String join = "{\"join\":[\"" + sid + "\"]}";
      assertEquals("joined", moved(post("rooms/" + longest + "/members?namespace=/chat", join)));
      assertEquals("joined", moved(post("rooms/b/members?namespace=/chat", join)));
      // In the lobby, too.
      assertEquals("refused", moved(post("rooms/c/members?namespace=/chat", join)));
      assertEquals(
          "Give for room a name of 1 to 255 characters.",
          problem(400, post("rooms/" + longest + "r/members?namespace=/chat", join))
              .getString("detail"));
    }
  }

  private static String moved(RawHttp.Response answer) {
    assertEquals(200, answer.status(), answer.body());
    return Http.json(answer.body()).entrySet().stream()
        .filter(each -> !each.getValue().asJsonArray().isEmpty())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("nothing");
  }
}
