package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.NodeScript;
import dev.oneport.it.client.Observer;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.Deployment;
import dev.oneport.it.server.Jvm;
import dev.oneport.it.server.OnEachOwnServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/**
 * One life of a server and of an application on it, in order: started without a key, restarted with
 * one, undeployed, deployed again.
 */
@OnEachOwnServer
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleIT {

  private static final String PATH = "/oneport";
  private static final Set<String> BROKEN = Set.of("transport close", "transport error");

  /** What a listener is told at the beginning, and by a server that was started anew. */
  private static final String EPOCH = "[\"no_cursor\",\"epoch\"]";

  private static final Map<String, String> PUBLIC_ROOM =
      Map.of("oneport.rooms.public", "news,weather");

  private final ServerUnderTest server;

  LifecycleIT(ServerUnderTest server) {
    this.server = server;
  }

  @BeforeParameterizedClassInvocation
  static void start(ServerUnderTest server) {
    server.start(List.of(application()), PUBLIC_ROOM);
  }

  @AfterParameterizedClassInvocation
  static void close(ServerUnderTest server) {
    server.close();
  }

  private static Deployment application() {
    return new Deployment(PATH, Applications.oneportWar());
  }

  private URI events(String query) {
    return server.base(PATH).resolve("events?" + query);
  }

  private Publisher publisher() {
    return new Publisher(server.base(PATH), Applications.API_KEY);
  }

  @Test
  @Order(1)
  void withoutKeyPublishingIsClosedAndSaysWhatToDo() {
    assumeTrue(server.redeploys(), "an executable WAR makes a key for its run");
    HttpResponse<String> response = publisher().post("{\"event\":\"x\"}", Applications.API_KEY);
    JsonObject problem = PublishIT.problem(403, response);
    assertTrue(problem.toString().contains("oneport.api.keys"), response.body());
    assertTrue(server.log().contains("Publishing over HTTP is closed"));
    assertTrue(server.log().contains("java -jar oneport.war --new-key"));
  }

  /** WildFly logs them. */
  @Test
  @Order(1)
  void noClassIsLoadedThatTheServerCanNotLink() {
    assertFalse(server.log().contains("Failed to link"), server.log());
  }

  @Test
  @Order(2)
  void clientComesBackAfterRestart() {
    try (Observer client = Observer.open(server.base(PATH), "upgrade", "/");
        NodeScript listeners = NodeScript.start("anew.cjs", server.base(PATH).toString())) {
      client.connected();
      listeners.await("listeners", line -> line.containsKey("begun"));
      server.stop();
      String reason = client.disconnected();
      assertTrue(BROKEN.contains(reason), reason);
      Map<String, String> properties = new HashMap<>(Applications.withKey());
      properties.putAll(PUBLIC_ROOM);
      properties.put("oneport.api.grants", "tests=publish,tests=read");
      server.start(restarted(), properties);
      JsonObject told = listeners.await("listeners again", line -> line.containsKey("told"));
      assertEquals(5, told.getJsonObject("told").size());
      told.getJsonObject("told").forEach((who, gaps) -> assertEquals(EPOCH, gaps.toString(), who));
      String id = client.connected().getString("id");
      publisher().publish("/", List.of(id), "back", "again");
      assertEquals(Json.createArrayBuilder().add("again").build(), client.event("back"));
    }
  }

  /** What is installed stays installed; a process of its own has to be told again. */
  private List<Deployment> restarted() {
    return server.redeploys() ? List.of() : List.of(application());
  }

  /** Nobody can be told more than its protocol has words for. */
  @Test
  @Order(3)
  void undeploySendsClientsAwayInGoodOrderAndLeavesNoThread() {
    try (Observer polling = Observer.open(server.base(PATH), "polling", "/");
        Observer webSocket = Observer.open(server.base(PATH), "websocket", "/");
        EventStreamClient stream =
            EventStreamClient.open(server.base(PATH).resolve("events?room=news"));
        WsClient plain = WsClient.connect(WsClient.uri(server.base(PATH), "ws"))) {
      List<String> ids =
          List.of(polling.connected().getString("id"), webSocket.connected().getString("id"));
      assertEquals(200, stream.head().status());
      plain.send("{\"subscribe\":[\"news\"]}");
      plain.textAfterJsonPings();
      String cursor = Http.json(Http.get(events("room=weather")).body()).getString("cursor");
      CompletableFuture<HttpResponse<String>> poll =
          Http.begin(Http.request(events("room=weather&wait=50&cursor=" + cursor)));
      Await.until("the poll waits", this::pollWaits);
      publisher().publish("/", List.of("news", ids.get(0), ids.get(1)), "last", "word");
      if (server.redeploys()) {
        assertTrue(!threads().isEmpty(), "threads are known by their name");
      }
      stop();

      for (Observer client : List.of(polling, webSocket)) {
        assertEquals(Json.createArrayBuilder().add("word").build(), client.event("last"));
        String reason = client.disconnected();
        assertTrue(BROKEN.contains(reason), reason);
      }
      assertSentAway(stream);
      assertSentAway(plain);
      int next = Http.json(poll.join().body()).getInt("nextPollMs");
      assertTrue(next >= 2_000 && next <= 10_000, "nextPollMs " + next);
      if (server.redeploys()) {
        Await.until(
            "no thread is left", Await.DEADLINE, () -> threads().isEmpty(), () -> " " + threads());
        comeBack(polling, webSocket);
      }
    }
  }

  private List<String> threads() {
    return new Jvm(server.jvm(PATH)).threads("oneport");
  }

  private boolean pollWaits() {
    HttpRequest.Builder sessions =
        Http.request(server.base(PATH).resolve("api/sessions"))
            .header("Authorization", "Bearer " + Applications.API_KEY);
    return Http.send(sessions).body().contains("\"longpoll\"");
  }

  private void stop() {
    if (server.redeploys()) {
      server.undeploy(PATH);
    } else {
      server.stop();
    }
  }

  private static void assertSentAway(EventStreamClient stream) {
    List<String> blocks = new ArrayList<>();
    for (String block = stream.news(); block != null; block = stream.news()) {
      blocks.add(block);
    }
    int last = blocks.size() - 1;
    assertTrue(last > 1, blocks.toString());
    assertTrue(blocks.get(last - 2).contains("\nevent: last\ndata: [\"word\"]"), blocks.toString());
    assertTrue(blocks.get(last - 1).matches("retry: \\d{4,5}"), blocks.toString());
    assertTrue(blocks.get(last).startsWith("event: oneport:restart"), blocks.toString());
  }

  private static void assertSentAway(WsClient plain) {
    String last = plain.textAfterJsonPings();
    assertTrue(last.startsWith("{\"event\":\"last\",\"data\":[\"word\"]"), last);
    String restart = plain.textAfterJsonPings();
    assertTrue(
        restart.startsWith("{\"event\":\"oneport:restart\",\"data\":[{\"retryMs\":"), restart);
    assertEquals(1012, plain.closed().getCloseCode().getCode());
  }

  private void comeBack(Observer polling, Observer webSocket) {
    server.deploy(application());
    polling.connected();
    String id = webSocket.connected().getString("id");
    publisher().publish("/", List.of(id), "back", "redeployed");
    assertEquals(Json.createArrayBuilder().add("redeployed").build(), webSocket.event("back"));
  }

  @Test
  @Order(4)
  void badSettingFailsTheDeployment() {
    server.deployRefused(
        new Deployment("/misconfigured", Applications.misconfiguredWar()),
        "bad-setting: oneport.pingInterval=-5: must be 1..86400000 ms");
  }

  @Test
  @Order(5)
  void mistakesInHandlersFailTheDeploymentAllInOneMessage() {
    server.deployRefused(
        new Deployment("/broken", Applications.brokenWar()),
        "dev.oneport.it.broken.Broken.say(String, Thread): java.lang.Thread can't be made of what"
            + " a client sends");
  }

  @Test
  @Order(6)
  void otherApplicationsLiveOn() {
    assumeTrue(server.redeploys(), "there are no others");
    publisher().publish("/", List.of(), "alive", "yes");
  }
}
