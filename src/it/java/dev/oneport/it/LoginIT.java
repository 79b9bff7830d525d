package dev.oneport.it;

import static dev.oneport.TransportName.LONGPOLL;
import static dev.oneport.TransportName.POLLING;
import static dev.oneport.TransportName.SSE;
import static dev.oneport.TransportName.WEBSOCKET;
import static dev.oneport.TransportName.WS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.oneport.TransportName;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.SignIn;
import dev.oneport.it.client.Visitor;
import dev.oneport.it.client.Visitor.Connection;
import dev.oneport.it.client.Visitor.Speaker;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.User;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users that the server knows, and {@code web.xml} lets in, are known on every transport. */
@OnEachServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class LoginIT {
  /** First those that ask for nothing, which would keep the HTTP session alive. */
  private static final List<TransportName> QUIET_FIRST =
      List.of(WEBSOCKET, SSE, WS, POLLING, LONGPOLL);

  private final ServerUnderTest server;
  private final URI form;
  private final URI basic;

  LoginIT(ServerUnderTest server) {
    this.server = server;
    form = server.base(Applications.FORM);
    basic = server.base(Applications.BASIC);
  }

  @BeforeEach
  void serverHasUsers() {
    assumeFalse(server.name().equals("embedded"), "java -jar oneport.war has no users");
  }

  private Visitor as(User user) {
    return new Visitor(basic, Map.of("Authorization", user.basic()));
  }

  private Visitor signedIn(User user) {
    return SignIn.at(form, user.name(), User.PASSWORD);
  }

  @ParameterizedTest
  @EnumSource
  void basicKeepsOutWhoIsNotNamedInWebXml(TransportName transport) {
    assertStatus(401, new Visitor(basic, Map.of()).refusal(transport, "of-alice"));
    Visitor guess = new Visitor(basic, Map.of("Authorization", User.VICTOR.basic("a-guess")));
    assertStatus(401, guess.refusal(transport, "of-victor"));
    assertStatus(403, as(User.EVE).refusal(transport, "of-eve"));
  }

  private static void assertStatus(int status, String refusal) {
    assertTrue(refusal.startsWith(status + " "), refusal);
  }

  @ParameterizedTest
  @EnumSource
  void basicTellsUserAndRolesToEveryTransport(TransportName transport) {
    try (Connection alice = as(User.ALICE).connect(transport, "clerks")) {
      assertWho(alice, "alice is a clerk", "filed");
    }
    try (Connection bob = as(User.BOB).connect(transport, "of-bob")) {
      assertWho(bob, "bob is no clerk", "forbidden");
    }
  }

  /** By the rooms they got into where they can't ask. */
  private static void assertWho(Connection connection, String who, String file) {
    if (connection instanceof Speaker speaker) {
      String answer = speaker.ask("whoami");
      assertTrue(answer.contains("[\"" + who + "\"]"), answer);
      String filed = speaker.ask("file");
      assertTrue(filed.contains("\"" + file + "\""), filed);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SSE", "LONGPOLL", "WS"})
  void beanDecidesWhoListensToWhat(TransportName transport) {
    for (String room : List.of("clerks", "of-alice")) {
      String refusal = as(User.BOB).refusal(transport, room);
      assertTrue(refusal.contains("not your room"), refusal);
    }
  }

  @ParameterizedTest
  @EnumSource
  void beanKeepsOutWhomTheServerLetsIn(TransportName transport) {
    String refusal = as(User.MALLORY).refusal(transport, "of-mallory");
    assertTrue(refusal.contains("not you"), refusal);
  }

  @Test
  void formIsNeededFirst() {
    Visitor nobody = new Visitor(form, Map.of());
    String page = Http.send(nobody.request("account")).body();
    assertTrue(page.contains("Please sign in."), page);
    assertEquals("alice", Http.send(signedIn(User.ALICE).request("account")).body());
    for (TransportName transport : TransportName.values()) {
      String refusal = nobody.refusal(transport, "members");
      assertTrue(
          refusal.contains("sign") || refusal.contains("say who"), transport + ": " + refusal);
    }
  }

  @Test
  void whoLeavesIsTestedOnEachTransport() {
    assertEquals(Set.of(TransportName.values()), Set.copyOf(QUIET_FIRST));
  }

  @Test
  void everyTransportSharesTheHttpSessionOfThePage() throws Exception {
    Visitor alice = signedIn(User.ALICE);
    List<Connection> connections = connect(alice, "clerks");
    try {
      connections.forEach(each -> assertWho(each, "alice is a clerk", "filed"));
      Await.until("all transports", () -> sessionsOf("alice").size() == 5);
    } finally {
      connections.forEach(Connection::close);
    }
    Visitor bob = signedIn(User.BOB);
    assertStatus(403, bob.refusal(TransportName.SSE, "clerks"));
    assertStatus(403, bob.refusal(TransportName.LONGPOLL, "clerks"));
    assertTrue(bob.refusal(TransportName.WS, "clerks").contains("\"error\""));
  }

  @ParameterizedTest
  @EnumSource(names = {"POLLING", "WEBSOCKET", "WS"})
  void handlersSeeWhatPagesPutIntoTheHttpSession(TransportName transport) {
    Visitor alice = signedIn(User.ALICE);
    assertEquals("alice", Http.send(alice.request("account")).body());
    try (Speaker client = (Speaker) alice.connect(transport, "clerks")) {
      String answer = client.ask("colour");
      assertTrue(answer.contains("[\"#0b6e6a\"]"), answer);
    }
    try (Speaker client = (Speaker) as(User.BOB).connect(transport, "of-bob")) {
      String answer = client.ask("colour");
      assertTrue(answer.contains("[\"none\"]") || answer.contains("[\"null\"]"), answer);
    }
  }

  private static List<Connection> connect(Visitor visitor, String room) {
    List<Connection> connections = new ArrayList<>();
    for (TransportName transport : TransportName.values()) {
      connections.add(visitor.connect(transport, room));
    }
    return connections;
  }

  /** The transports over which the server says that a user is connected. */
  private Set<String> sessionsOf(String user) {
    var answer =
        Http.send(
            Http.request(form.resolve("api/sessions?user=" + user))
                .header("Authorization", "Bearer " + Applications.API_KEY));
    return Http.json(answer.body()).getJsonArray("sessions").getValuesAs(JsonObject.class).stream()
        .map(session -> session.getString("transport"))
        .collect(Collectors.toSet());
  }

  /** To who has got hold of its id, too. */
  @Test
  void sessionOfAUserIsUnknownToEverybodyElseAndGoesOn() {
    Visitor bob = signedIn(User.BOB);
    assertOnlyOf(signedIn(User.ALICE), bob, new Visitor(form, Map.of()));
    assertOnlyOf(as(User.ALICE), as(User.BOB));
    // Whose is nobody's goes on with whoever knows its id.
    String sid = open(new Visitor(form, Map.of()));
    assertEquals(
        200, Http.send(ofSession(bob, sid).POST(BodyPublishers.ofString("3"))).statusCode());
  }

  private static void assertOnlyOf(Visitor owner, Visitor... others) {
    String sid = open(owner);
    String unknown = "{\"code\":1,\"message\":\"Session ID unknown\"}";
    for (Visitor other : others) {
      HttpResponse<String> poll = Http.send(ofSession(other, sid));
      assertEquals("400 " + unknown, poll.statusCode() + " " + poll.body());
      HttpResponse<String> post =
          Http.send(ofSession(other, sid).POST(BodyPublishers.ofString("40")));
      assertEquals("400 " + unknown, post.statusCode() + " " + post.body());
      assertEquals("400 Session ID unknown", other.refusedUpgrade(sid));
    }
    assertEquals(
        200, Http.send(ofSession(owner, sid).POST(BodyPublishers.ofString("40"))).statusCode());
    String joined = Http.send(ofSession(owner, sid)).body();
    assertTrue(joined.startsWith("40{"), joined);
  }

  private static String open(Visitor visitor) {
    String open = Http.send(visitor.request("socket.io/?EIO=4&transport=polling")).body();
    return Http.json(open.substring(1)).getString("sid");
  }

  private static HttpRequest.Builder ofSession(Visitor visitor, String sid) {
    return visitor.request("socket.io/?EIO=4&transport=polling&sid=" + sid);
  }

  /** Payara looks for old HTTP sessions twice in the time that they last: a minute here. */
  @ParameterizedTest
  @ValueSource(strings = {"logout", "invalidate", "timeout"})
  void whoLeavesIsDisconnectedEverywhereAndNobodyElseIs(String leave) {
    Visitor alice = signedIn(User.ALICE);
    Visitor other = signedIn(User.ALICE);
    List<TransportName> all = new ArrayList<>(QUIET_FIRST);
    if (leave.equals("timeout") && server.name().equals("payara")) {
      // There an HTTP session does not grow old as long as a request of it lasts, or a WebSocket.
      all.retainAll(List.of(POLLING));
    }
    Map<TransportName, Connection> hers = new EnumMap<>(TransportName.class);
    for (TransportName transport : all) {
      hers.put(transport, alice.connect(transport, "members"));
    }
    try (Speaker stays = other.webSocket("40")) {
      SignIn.leave(alice, leave);
      for (TransportName transport : all) {
        Objects.requireNonNull(hers.remove(transport)).awaitEnd();
      }
      assertTrue(stays.ask("whoami").contains("alice is a clerk"));
      for (TransportName transport : TransportName.values()) {
        assertFalse(alice.refusal(transport, "members").isEmpty());
      }
    } finally {
      hers.values().forEach(Connection::close);
    }
  }
}
