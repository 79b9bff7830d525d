package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.Observer;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ReverseProxy;
import dev.oneport.it.server.ReverseProxy.Kind;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The examples of {@code deploy/proxy}, in front of Tomcat: the one of this run, else the one of
 * the executable WAR. A proxy that is not installed is left out, unless {@code -Dproxies.required}.
 */
@OnEachServer
class ReverseProxyIT {

  private static final JsonArray HELLO = Json.createArrayBuilder().add("hello").build();

  /** Longer than proxies wait for a request. */
  private static final int WAIT_SECONDS = 15;

  private static final int BLOCKS = 10;

  private final ServerUnderTest server;

  ReverseProxyIT(ServerUnderTest server) {
    this.server = server;
  }

  private ReverseProxy start(Kind kind) {
    String chosen = System.getProperty("servers", "");
    assumeTrue(
        server.name().equals("tomcat11")
            || (server.name().equals("embedded") && chosen.equals("embedded")),
        "one Tomcat is enough");
    if (!Files.isExecutable(kind.command())) {
      String required = System.getProperty("proxies.required", "false");
      if (required.isEmpty() || Boolean.parseBoolean(required)) {
        fail(kind.command() + " is missing, and -Dproxies.required is set");
      }
      assumeTrue(false, kind.command() + " is missing: its example is not tried");
    }
    return ReverseProxy.start(kind, server.base(Applications.APP));
  }

  @ParameterizedTest
  @EnumSource
  void clientsGetThrough(Kind kind) throws IOException {
    try (ReverseProxy proxy = start(kind)) {
      URI base = proxy.base(server.base(Applications.APP));
      CompletableFuture<HttpResponse<String>> patient = poll(base, "weather", WAIT_SECONDS);
      officialClientUpgrades(base);
      plainWebSocketIsReached(base);
      eventStreamIsReachedAtOnce(base);
      waitingPollIsAnswered(base);
      clientIsWhereTheProxySeesIt(base);
      assertEquals(200, patient.join().statusCode(), patient.join().body());
      JsonObject answer = Http.json(patient.join().body());
      assertTrue(answer.getBoolean("recovered"), answer.toString());
    }
  }

  private void publish(String room) {
    new Publisher(server.base(Applications.APP), Applications.API_KEY)
        .publish("/", List.of(room), "greeting", HELLO);
  }

  private static CompletableFuture<HttpResponse<String>> poll(URI base, String room, int wait) {
    String now =
        Http.json(Http.get(base.resolve("events?room=" + room)).body()).getString("cursor");
    String query = "events?room=" + room + "&wait=" + wait + "&cursor=" + now;
    return Http.begin(Http.request(base.resolve(query)));
  }

  private void officialClientUpgrades(URI base) {
    try (Observer client = Observer.open(base, "upgrade", "/")) {
      String id = client.connected().getString("id");
      assertEquals("websocket", client.upgraded());
      publish(id);
      assertEquals(HELLO, client.event("greeting"));
    }
  }

  private void plainWebSocketIsReached(URI base) {
    try (WsClient client = WsClient.connect(WsClient.uri(base, "ws"))) {
      client.send("{\"subscribe\":[\"news\"]}");
      client.textAfterJsonPings();
      publish("news");
      assertEquals("greeting", Http.json(client.textAfterJsonPings()).getString("event"));
    }
  }

  /** Before the first sign of life, which would push it out of a buffer. */
  private void eventStreamIsReachedAtOnce(URI base) {
    try (EventStreamClient stream = EventStreamClient.open(base.resolve("events?room=news"))) {
      assertEquals(200, stream.head().status());
      publish("news");
      for (int i = 0; i < BLOCKS; i++) {
        String block = stream.block();
        assertNotNull(block, "the end of the stream");
        assertTrue(!block.startsWith(": \n"), "a sign of life came first");
        if (block.contains("event: greeting")) {
          return;
        }
      }
      fail("no event within " + BLOCKS + " blocks");
    }
  }

  private void waitingPollIsAnswered(URI base) {
    CompletableFuture<HttpResponse<String>> poll = poll(base, "news", 50);
    publish("news");
    assertTrue(poll.join().body().contains("greeting"), poll.join().body());
  }

  /** The server believes the proxy, and the proxy does not believe the client. */
  private void clientIsWhereTheProxySeesIt(URI base) throws IOException {
    URI events = base.resolve("events?room=news");
    URI seen = server.base(Applications.APP).resolve("it/sessions/");
    try (RawHttp client = RawHttp.connect(events, "127.0.0.2")) {
      client.request(
          "GET",
          events,
          Map.of("Accept", "text/event-stream", "X-Forwarded-For", "203.0.113.66"),
          null);
      assertEquals(200, client.head().status());
      Await.until(
          "the client's address",
          () -> Http.get(seen.resolve("127.0.0.2")).body().equals("[\"sse\"]"));
      assertEquals("[]", Http.get(seen.resolve("203.0.113.66")).body());
    }
  }
}
