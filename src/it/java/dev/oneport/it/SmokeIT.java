package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.Observer;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.Deployment;
import dev.oneport.it.server.Jvm;
import dev.oneport.it.server.OnEachSmokeServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must work on every server that is said to run Oneport: {@code oneport.war}, byte for byte,
 * with each kind of client, published to over HTTP; undeployed in the end, and deployed again.
 */
@OnEachSmokeServer
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SmokeIT {

  private static final String PATH = "/oneport";
  private static final String FOREIGN = "https://evil.example";

  /** Of news and heartbeats, before what is waited for is not waited for any more. */
  private static final int MANY_CHARACTERS = 1_000;

  private static final JsonArray HELLO = Json.createArrayBuilder().add("hello €").build();

  private final ServerUnderTest server;

  SmokeIT(ServerUnderTest server) {
    this.server = server;
  }

  @BeforeParameterizedClassInvocation
  static void start(ServerUnderTest server) {
    Map<String, String> properties = new HashMap<>(Applications.withKey());
    properties.put("oneport.rooms.public", "news");
    server.start(List.of(application()), properties);
  }

  @AfterParameterizedClassInvocation
  static void close(ServerUnderTest server) {
    server.close();
  }

  private static Deployment application() {
    return new Deployment(PATH, Applications.oneportWar());
  }

  private URI uri(String relative) {
    return server.base(PATH).resolve(relative);
  }

  private void publishHello(List<String> rooms) {
    new Publisher(server.base(PATH), Applications.API_KEY).publish("/", rooms, "greeting", HELLO);
  }

  @ParameterizedTest
  @CsvSource({"polling,polling", "websocket,websocket", "upgrade,polling"})
  @Order(1)
  void officialClientConnectsAndIsReached(String setting, String first) {
    try (Observer client = Observer.open(server.base(PATH), setting, "/")) {
      String id = client.connected().getString("id");
      assertEquals(first, client.opened());
      if (setting.equals("upgrade")) {
        assertEquals("websocket", client.upgraded());
      }
      publishHello(List.of(id));
      assertEquals(HELLO, client.event("greeting"));
    }
  }

  @Test
  @Order(1)
  void eventStreamIsReachedAtOnce() {
    StringBuilder seen = new StringBuilder();
    try (EventStreamClient stream = EventStreamClient.open(uri("events?room=news"))) {
      assertEquals(200, stream.head().status());
      publishHello(List.of("news"));
      String block = stream.block();
      while (block != null && !block.contains("greeting") && seen.length() < MANY_CHARACTERS) {
        seen.append(block).append("\n\n");
        block = stream.block();
      }
      assertTrue(block != null && block.contains(HELLO.toString()), block);
    }
    assertFalse(seen.toString().contains(": \n"), "before the first sign of life: " + seen);
  }

  @Test
  @Order(1)
  void waitingPollIsAnswered() {
    CompletableFuture<HttpResponse<String>> poll = beginPoll();
    publishHello(List.of("news"));
    HttpResponse<String> answer = poll.join();
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(HELLO.toString()), answer.body());
  }

  /** From now on, whether it has arrived yet or not. */
  private CompletableFuture<HttpResponse<String>> beginPoll() {
    String now = Http.json(Http.get(uri("events?room=news")).body()).getString("cursor");
    return Http.begin(Http.request(uri("events?room=news&wait=50&cursor=" + now)));
  }

  @Test
  @Order(1)
  void plainWebSocketIsReached() {
    try (WsClient client = WsClient.connect(WsClient.uri(server.base(PATH), "ws"))) {
      client.send("{\"subscribe\":[\"news\"]}");
      client.textAfterJsonPings();
      publishHello(List.of("news"));
      JsonObject event = Http.json(client.textAfterJsonPings());
      assertEquals("greeting", event.getString("event"));
      assertEquals(HELLO, event.getJsonArray("data"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket.io/?EIO=4&transport=polling", "events?room=news"})
  @Order(1)
  void pagesOfAnotherOriginAreRefused(String resource) throws IOException {
    Map<String, String> foreign = Map.of("Origin", FOREIGN);
    assertEquals(403, RawHttp.exchange("GET", uri(resource), foreign, null).status());
  }

  @ParameterizedTest
  @CsvSource({"socket.io/?EIO=4&transport=websocket,400", "ws,403"})
  @Order(1)
  void webSocketsOfAnotherOriginAreRefused(String resource, int status) throws IOException {
    assertEquals(status, RawHttp.upgrade(uri(resource), Map.of("Origin", FOREIGN)).status());
  }

  @Test
  @Order(1)
  void otherKeysPublishNothing() {
    Publisher publisher = new Publisher(server.base(PATH), Applications.API_KEY);
    PublishIT.problem(401, publisher.post("{\"event\":\"x\"}", "it-key-of-somebody-else"));
    PublishIT.problem(401, publisher.post("{\"event\":\"x\"}", null));
  }

  @Test
  @Order(1)
  void pageIsServed() {
    HttpResponse<String> page = Http.get(server.base(PATH));
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("Oneport"), page.body());
    assertEquals(200, Http.get(uri("socket.io/socket.io.js")).statusCode());
  }

  @Test
  @Order(2)
  void undeployEndsEverythingAndLeavesNoThread() {
    assumeTrue(server.redeploys(), "an executable WAR ends with its process");
    Jvm jvm = new Jvm(server.jvm(PATH));
    try (Observer polling = Observer.open(server.base(PATH), "polling", "/");
        Observer webSocket = Observer.open(server.base(PATH), "websocket", "/");
        EventStreamClient stream = EventStreamClient.open(uri("events?room=news"));
        WsClient plain = WsClient.connect(WsClient.uri(server.base(PATH), "ws"))) {
      polling.connected();
      webSocket.connected();
      assertEquals(200, stream.head().status());
      CompletableFuture<HttpResponse<String>> poll = beginPoll();
      assertFalse(jvm.threads("oneport").isEmpty(), "threads are known by their name");

      server.undeploy(PATH);
      polling.disconnected();
      webSocket.disconnected();
      plain.closed();
      while (stream.block() != null) {
        // What came before the end.
      }
      poll.handle((answer, failure) -> answer).join();
      Await.until(
          "no thread is left",
          Await.DEADLINE,
          () -> jvm.threads("oneport-").isEmpty(),
          () -> " " + jvm.threads("oneport-"));

      server.deploy(application());
      polling.connected();
      String id = webSocket.connected().getString("id");
      publishHello(List.of(id));
      assertEquals(HELLO, webSocket.event("greeting"));
    }
  }
}
