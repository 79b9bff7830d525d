package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.oneport.it.client.Api;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.Line;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Events and rooms that are the server's own, or not everybody's: what becomes of who names one, by
 * each way into Oneport, and that its neighbours pass.
 */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class ReservedNamesIT {

  /** Those of the reference server; of them it takes none from a client. */
  private static final List<String> EVENTS =
      List.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private static final List<String> OWN_EVENTS = List.of("oneport:restart", "oneport:");
  private static final List<String> OWN_ROOMS = List.of("oneport:everybody", "oneport:user:bob");

  private final URI base;

  ReservedNamesIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
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

  private static void assertAnswers(Line line, String text, String answer) throws IOException {
    line.send(text);
    assertEquals(answer, line.next());
  }

  private static void assertEchoes(Line line, String argument) throws IOException {
    String echo = "42/guarded,[\"echo\",\"" + argument + "\"]";
    assertAnswers(line, echo, echo);
  }

  private static void assertClosed(Line line) throws IOException {
    try {
      fail("told " + line.next());
    } catch (IOException e) {
      assertEquals("closed 1000", e.getMessage());
    }
  }

  /** As by the reference server: whoever sends one speaks another protocol. */
  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET"})
  void eventsOfTheProtocolEndTheConnection(Way way) throws IOException {
    for (String event : EVENTS) {
      try (Line line = guarded(way)) {
        assertEchoes(line, event);
        line.send("42/guarded,[\"" + event + "\"]");
        assertClosed(line);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET"})
  void eventsOfOurOwnAreDropped(Way way) throws IOException {
    try (Line line = guarded(way)) {
      for (String event : OWN_EVENTS) {
        line.send("42/guarded,1[\"" + event + "\"]");
        assertEchoes(line, event);
      }
      assertEchoes(line, "oneport");
      // The one that is for clients.
      line.send("42/guarded,2[\"oneport:renew\"]");
      assertTrue(line.next().startsWith("43/guarded,2[{\"error\":"));
    }
  }

  /** A handler that lets clients choose their rooms can't be made to give them these. */
  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET"})
  void roomsOfOurOwnAreNoHandlersToGive(Way way) throws IOException {
    try (Line line = dial(way)) {
      line.send("40/chat,");
      assertTrue(line.next().startsWith("40/chat,{"));
      for (String room : OWN_ROOMS) {
        line.send("42/chat,1[\"join\",\"" + room + "\"]");
        assertEquals(
            "43/chat,1[{\"error\":{\"code\":\"internal\","
                + "\"message\":\"the event could not be handled\"}}]",
            answer(line));
      }
      line.send("42/chat,2[\"join\",\"oneport\"]");
      assertEquals("43/chat,2[[\"lobby\",\"oneport\"]]", answer(line));
    }
  }

  /** In /chat others may be heard of. */
  private static String answer(Line line) throws IOException {
    String text = line.next();
    while (!text.startsWith("43")) {
      text = line.next();
    }
    return text;
  }

  @ParameterizedTest
  @EnumSource(names = "WS")
  void namesThatAreNotForAClientAreErrors(Way way) throws IOException {
    try (Line line = dial(way)) {
      for (List<String> events : List.of(EVENTS, OWN_EVENTS)) {
        for (String event : events) {
          assertAnswers(
              line,
              "{\"emit\":\"" + event + "\",\"namespace\":\"/chat\",\"id\":1}",
              "{\"error\":{\"code\":\"reserved_event\",\"message\":\"\\\""
                  + event
                  + "\\\" is a reserved event name\"},\"id\":1}");
        }
      }
      for (String room : OWN_ROOMS) {
        assertAnswers(
            line,
            "{\"subscribe\":[\"" + room + "\"],\"id\":2}",
            "{\"error\":{\"code\":\"forbidden\",\"message\":\"room \\\""
                + room
                + "\\\" is the server's own\"},\"id\":2}");
      }
      assertAnswers(
          line,
          "{\"subscribe\":[\"secret\"],\"id\":3}",
          "{\"error\":{\"code\":\"forbidden\",\"message\":\"room \\\"secret\\\" is not open to"
              + " everybody; see oneport.rooms.public\"},\"id\":3}");
      line.send("{\"subscribe\":[\"news\"],\"id\":4}");
      assertTrue(line.next().startsWith("{\"subscribed\":[\"news\"]"));
      line.send("{\"emit\":\"sum\",\"data\":[{\"a\":1,\"b\":2}],\"namespace\":\"/chat\",\"id\":5}");
      String answer = line.next();
      while (answer.startsWith("{\"event\":")) {
        answer = line.next();
      }
      assertEquals("{\"ack\":[3],\"id\":5}", answer);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SSE", "LONGPOLL"})
  void roomsThatAreNotForAClientAreRefused(Way way) throws IOException {
    for (String room : OWN_ROOMS) {
      JsonObject problem = problem(400, listen(way, room));
      assertEquals("urn:oneport:problem:invalid-request", problem.getString("type"));
      assertEquals(
          "Names that begin with oneport: are the server's own.", problem.getString("detail"));
    }
    JsonObject secret = problem(403, listen(way, "secret"));
    assertEquals("urn:oneport:problem:room-forbidden", secret.getString("type"));
    assertEquals(Way.Outcome.LET_IN, way.enter(base, Map.of(), ""));
  }

  private RawHttp.Response listen(Way way, String room) throws IOException {
    String type = way == Way.SSE ? "text/event-stream" : "application/json";
    URI uri = base.resolve("events?wait=0&room=" + Api.encode(room));
    return RawHttp.exchange("GET", uri, Map.of("Accept", type), null);
  }

  private static JsonObject problem(int status, RawHttp.Response answer) {
    assertEquals(status, answer.status(), answer.body());
    assertEquals("application/problem+json", answer.header("Content-Type"));
    return Http.json(answer.body());
  }

  @ParameterizedTest
  @EnumSource(names = "API")
  void namesThatAreNotForABackEndAreProblems(Way way) throws IOException {
    for (List<String> events : List.of(EVENTS, OWN_EVENTS)) {
      for (String event : events) {
        assertWrong("{\"rooms\":[\"news\"],\"event\":\"" + event + "\"}", "#/event");
      }
    }
    for (String room : OWN_ROOMS) {
      assertWrong("{\"event\":\"x\",\"rooms\":[\"news\",\"" + room + "\"]}", "#/rooms/1");
      assertWrong("{\"event\":\"x\",\"except\":[\"" + room + "\"]}", "#/except/0");
      RawHttp.Response members =
          post("api/rooms/" + Api.encode(room) + "/members", "{\"join\":[\"x\"]}");
      assertEquals(
          "urn:oneport:problem:invalid-parameter", problem(400, members).getString("type"));
    }
    String legal = "{\"event\":\"oneport\",\"rooms\":[\"oneport\"],\"except\":[\"user:bob\"]}";
    assertEquals(202, post("api/emit", legal).status());
    assertEquals(200, post("api/rooms/oneport/members", "{\"join\":[\"x\"]}").status());
  }

  private void assertWrong(String body, String pointer) throws IOException {
    JsonObject problem = problem(400, post("api/emit", body));
    assertEquals("urn:oneport:problem:invalid-request", problem.getString("type"));
    assertEquals(
        pointer, problem.getJsonArray("errors").getJsonObject(0).getString("pointer"), body);
    assertEquals(1, problem.getJsonArray("errors").size());
  }

  private RawHttp.Response post(String path, String body) throws IOException {
    Map<String, String> headers =
        Map.of(
            "Authorization", "Bearer " + Applications.API_KEY, "Content-Type", "application/json");
    return RawHttp.exchange("POST", base.resolve(path), headers, body);
  }
}
