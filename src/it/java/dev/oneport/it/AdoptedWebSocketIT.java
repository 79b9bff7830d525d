package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.websocket.CloseReason;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** An endpoint of the application's own whose sessions Oneport adopts. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class AdoptedWebSocketIT {
  private final URI base;

  AdoptedWebSocketIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
  }

  private WsClient connect() {
    return WsClient.connect(WsClient.uri(base, "quotes"));
  }

  private int sessionsOnWebSocket() {
    return Http.json(Http.get(base.resolve("it/sessions")).body()).getInt("ws");
  }

  @Test
  void itIsASessionOfAKnownAddress() {
    try (WsClient client = connect()) {
      assertEquals("HELLO ws 127.0.0.1 true true", client.text());
    }
  }

  @Test
  void textsOfSeveralThreadsAreWrittenOneByOneAndInOrder() {
    try (WsClient client = connect()) {
      client.text();
      client.send("MANY 500");
      int a = 0;
      int b = 0;
      while (a + b < 1_000) {
        String text = client.text();
        assertEquals(text.startsWith("A ") ? "A " + a++ : "B " + b++, text);
      }
    }
  }

  @Test
  void itIsListedUntilItEnds() {
    Await.until("the sessions of other tests to end", () -> sessionsOnWebSocket() == 0);
    WsClient client = connect();
    client.text();
    assertEquals(1, sessionsOnWebSocket());
    client.send("BYE");
    CloseReason reason = client.closed();
    assertEquals(4001, reason.getCloseCode().getCode());
    assertEquals("as you wish", reason.getReasonPhrase());
    Await.until("it to be listed no more", () -> sessionsOnWebSocket() == 0);
  }
}
