package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.client.JavaSocket;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Whoever is connected, over whatever, is in the registry, and nobody else. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class SessionsIT {

  private final URI base;

  SessionsIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
  }

  private JsonObject counts() {
    return Http.json(Http.get(base.resolve("it/sessions")).body());
  }

  @Test
  void behindATrustedProxyEachClientIsWhereThatHasSeenIt() {
    Map<String, String> proxied = Map.of("X-Forwarded-For", "10.9.8.7, 203.0.113.9, 198.51.100.2");
    String poll = "events?room=news&wait=50&cursor=";
    String cursor =
        Http.json(Http.get(base.resolve("events?room=news&wait=0")).body()).getString("cursor");
    CompletableFuture<?> longPoll =
        Http.begin(
            Http.request(base.resolve(poll + cursor))
                .header("X-Forwarded-For", "203.0.113.9:4711"));
    try (WsClient socketIo =
            WsClient.connect(WsClient.uri(base, "socket.io/?EIO=4&transport=websocket"), proxied);
        WsClient plain = WsClient.connect(WsClient.uri(base, "ws"), proxied);
        EventStreamClient stream =
            EventStreamClient.open(base.resolve("events?room=news"), proxied)) {
      assertEquals(200, stream.head().status());
      String opened =
          Http.send(
                  Http.request(base.resolve("socket.io/?EIO=4&transport=polling"))
                      .header("X-Forwarded-For", "203.0.113.9"))
              .body();
      URI here = base.resolve("it/sessions/203.0.113.9");
      String all = "[\"longpoll\",\"polling\",\"sse\",\"websocket\",\"ws\"]";
      Await.until("all of them", () -> Http.get(here).body().equals(all));
      assertTrue(socketIo.text().startsWith("0{"));
      plain.send("{\"ping\":1}");
      assertEquals("{\"pong\":1}", plain.textAfterJsonPings());
      String sid = Http.json(opened.substring(1)).getString("sid");
      Http.post(base.resolve("socket.io/?EIO=4&transport=polling&sid=" + sid), "1");
    }
    longPoll.cancel(true);
    // Not every container tells at once that the others are gone.
    Await.until(
        "the end of those that were closed",
        () ->
            !Http.get(base.resolve("it/sessions/203.0.113.9"))
                .body()
                .matches(".*(polling|ws|websocket).*"));
  }

  private JavaSocket open(JavaSocket.Setting setting) {
    JavaSocket socket = JavaSocket.open(base, "/chat", setting, Map.of());
    socket.next("connect");
    return socket;
  }

  @Test
  void registryKnowsEveryTransport() {
    // What earlier tests closed may still be on its way out.
    Await.until("an empty registry", () -> counts().getInt("websocket") == 0);
    // Not every container tells that a peer is gone: those stay until they don't answer a ping.
    int plainBefore = counts().getInt("ws");
    int pollingBefore = counts().getInt("polling");
    JavaSocket polling = open(JavaSocket.Setting.POLLING);
    JavaSocket webSocket = open(JavaSocket.Setting.WEBSOCKET);
    WsClient plain = WsClient.connect(WsClient.uri(base, "ws"));
    plain.send("{\"subscribe\":[]}");
    plain.text();

    JsonObject during = counts();
    assertEquals(1, during.getInt("websocket"), during.toString());
    assertEquals(plainBefore + 1, during.getInt("ws"), during.toString());
    assertEquals(pollingBefore + 1, during.getInt("polling"), during.toString());

    polling.close();
    webSocket.close();
    plain.close();
    Await.until(
        "an empty registry",
        () -> {
          JsonObject after = counts();
          return after.getInt("websocket") == 0
              && after.getInt("ws") <= plainBefore
              && after.getInt("polling") == pollingBefore;
        });
  }
}
