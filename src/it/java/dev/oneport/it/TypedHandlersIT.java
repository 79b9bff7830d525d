package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.oneport.it.client.JavaSocket;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Beans that handle events, with the CDI, validation and transactions of each server. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class TypedHandlersIT {
  private static final Set<String> WITH_JTA = Set.of("wildfly", "payara");
  private static final String FORBIDDEN =
      "{\"error\":{\"code\":\"forbidden\",\"message\":\"not allowed\"}}";

  private final URI base;
  private final boolean jta;
  private final List<JavaSocket> sockets = new ArrayList<>();

  TypedHandlersIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
    jta = WITH_JTA.contains(server.name());
  }

  @AfterEach
  void disconnect() {
    sockets.forEach(JavaSocket::close);
  }

  private JavaSocket open() {
    return open("/typed", Map.of());
  }

  private JavaSocket open(String namespace, Map<String, List<String>> headers) {
    JavaSocket socket =
        JavaSocket.open(base, namespace, JavaSocket.Setting.UPGRADE, Map.of(), headers);
    sockets.add(socket);
    socket.next("connect");
    return socket;
  }

  private static JSONObject line(String text) throws Exception {
    return new JSONObject(Map.of("text", text, "unit", "DAYS"));
  }

  private static void assertJson(String expected, Object actual) throws Exception {
    assertEquals(new JSONObject(expected).toString(), actual.toString());
  }

  @Test
  void argumentsOfEveryKind() throws Exception {
    assertEquals(
        "a DAYS 7 kinds /typed b {k=1} m [x, y]",
        open()
            .ask(
                "kinds",
                line("a"),
                7,
                new JSONArray(List.of(line("b"))),
                new JSONObject(Map.of("k", 1)),
                "m",
                "x",
                "y"));
  }

  @Test
  void violationIsAnsweredAndTheHandlerNotCalled() throws Exception {
    JavaSocket socket = open();

    assertEquals("aa", socket.ask("valid", line("a"), 2));
    JSONObject error = ((JSONObject) socket.ask("valid", line(" "), 4)).getJSONObject("error");
    assertEquals("invalid", error.getString("code"));
    JSONArray violations = error.getJSONArray("violations");
    assertEquals(2, violations.length());
    assertJson("{\"path\":\"[0].text\",\"message\":\"must have a text\"}", violations.get(0));
    assertEquals("[1]", violations.getJSONObject(1).getString("path"));
    assertEquals("abc", socket.ask("result", "abc"));
    assertEquals("internal", code(socket.ask("result", "abcd")));
  }

  private static String code(Object answer) throws Exception {
    return ((JSONObject) answer).getJSONObject("error").getString("code");
  }

  @Test
  void badArgumentsAndFailuresAreAnswered() throws Exception {
    JavaSocket socket = open();

    assertEquals("invalid", code(socket.ask("valid", 1, 1)));
    assertJson(
        "{\"error\":{\"code\":\"internal\",\"message\":\"the event could not be handled\"}}",
        socket.ask("secret"));
    assertEquals("handled handler of unsupported", socket.ask("unsupported"));
    assertEquals("done", socket.ask("stage", false));
    assertEquals("handled stage of stage", socket.ask("stage", true));
    assertEquals("unheard 2", socket.ask("unheard", 1, 2));
  }

  @Test
  void rolesAreThoseOfTheHandshake() throws Exception {
    JavaSocket nobody = open();
    JavaSocket clerk = open("/typed", Map.of("X-Test-User", List.of("alice clerk")));
    JavaSocket other = open("/typed", Map.of("X-Test-User", List.of("bob driver")));

    assertJson(FORBIDDEN, nobody.ask("clerk"));
    assertJson(FORBIDDEN, other.ask("clerk"));
    assertEquals("alice true", clerk.ask("clerk"));
    assertJson(FORBIDDEN, clerk.ask("nobody"));
  }

  @Test
  void interceptorsAndTheRequestScopeApply() {
    JavaSocket socket = open();

    assertEquals("traced traced: hello", socket.ask("traced", "hello"));
    assertEquals(2, socket.ask("visit"));
    assertEquals(2, socket.ask("visit"));
  }

  @Test
  void emitsWaitForTheCommitOfTheTransaction() {
    JavaSocket socket = open();

    if (jta) {
      assertEquals("committed", socket.ask("commit"));
      assertEquals(0, socket.next("during").length);
      assertEquals(1, socket.next("stored")[0]);
      assertEquals(2, socket.next("stored")[0]);
      assertEquals("handled rollback of rollback", socket.ask("rollback"));
      assertEquals(List.of(), socket.drain("stored"));
      assertEquals(
          "afterCommit() needs an active JTA transaction on the calling thread, and there is none:"
              + " call it in a method with @Transactional, or emit without it",
          socket.ask("outside"));
    } else {
      assertEquals(
          "afterCommit() needs JTA, which this server does not have: emit without it, once your own"
              + " transaction has committed",
          socket.ask("outside"));
    }
  }

  @Test
  void observersAreToldOfSocketsAndRooms() {
    JavaSocket first = open();
    assertEquals("connected to /typed", first.next("observed")[0]);
    JavaSocket second = open();
    second.emit("join", "observed-1");
    second.await("observed", args -> args[0].equals("observed-1"));

    second.close();
    first.await("observed", args -> args[0].equals("gone"));
  }

  @Test
  void beanOfAPatternHandlesEveryNamespaceOfIt() {
    assertEquals("/numbered-1", open("/numbered-1", Map.of()).ask("where"));
    assertEquals("/numbered-22", open("/numbered-22", Map.of()).ask("where"));
  }
}
