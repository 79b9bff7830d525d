package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * What a client can make grow, at its limit and one over it: the application has small ones. How
 * many of what there may be is in {@link NumbersIT}.
 */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class LimitsIT {

  private static final int MAX_BYTES = 10_000;
  private static final int MAX_WAITING = 4;

  private final URI endpoint;

  LimitsIT(ServerUnderTest server) {
    this.endpoint = server.base(Applications.LIMITS).resolve("socket.io/");
  }

  private WsClient open() {
    WsClient client = WsClient.connect(WsClient.uri(endpoint, "?EIO=4&transport=websocket"));
    assertTrue(client.text().startsWith("0"));
    return client;
  }

  /** In /guarded, where nobody else is heard of. */
  private WsClient guarded() {
    WsClient client = open();
    client.send("40/guarded,{\"token\":\"letmein\"}");
    assertTrue(client.text().startsWith("40/guarded,{"));
    return client;
  }

  private static String event(String name, String arguments) {
    return "42/guarded,[\"" + name + "\"" + arguments + "]";
  }

  private static void assertEchoed(WsClient client, String event) {
    client.send(event);
    assertEquals(event, client.text());
  }

  private void assertCloses(String event) {
    try (WsClient client = guarded()) {
      client.send(event);
      assertEquals(1000, client.closed().getCloseCode().getCode());
    }
  }

  @Test
  void bytesOfOneFrame() {
    try (WsClient client = guarded()) {
      String around = event("echo", ",\"\"");
      String largest = event("echo", ",\"" + "x".repeat(MAX_BYTES - around.length()) + "\"");
      assertEchoed(client, largest);
      client.send(largest.replaceFirst("xx", "xxx"));
      assertEquals(1009, client.closed().getCloseCode().getCode());
    }
  }

  @Test
  void bytesOfOnePayload() {
    PollingSession session = PollingSession.open(endpoint);
    session.send("40/guarded,{\"token\":\"letmein\"}");
    assertTrue(session.pollPayload().startsWith("40/guarded,"));
    String around = event("echo", ",\"\"");
    session.send(event("echo", ",\"" + "é".repeat((MAX_BYTES - around.length()) / 2) + "\""));
    session.pollPayload();
    assertEquals(
        413, session.post(event("echo", ",\"" + "é".repeat(MAX_BYTES / 2) + "\"")).statusCode());
  }

  @Test
  void packetsOfOnePayload() {
    PollingSession session = PollingSession.open(endpoint);
    session.send("40/guarded,{\"token\":\"letmein\"}");
    session.pollPayload();
    String five = String.join("\u001e", event("echo", ",1"), "3", "3", "3", event("echo", ",2"));
    session.send(five);
    assertTrue(session.pollPayload().contains(event("echo", ",1")));
    session.post(five + "\u001e3");
    assertEquals(400, session.poll().statusCode());
  }

  @Test
  void attachments() {
    try (WsClient client = guarded()) {
      String two =
          "452-/guarded,[\"echo\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
      client.send(two);
      client.send(new byte[] {1});
      client.send(new byte[] {2});
      assertEquals(two, client.text());
      assertEquals(1, client.binary()[0]);
      assertEquals(2, client.binary()[0]);
    }
    assertCloses("453-/guarded,[\"echo\"]");
  }

  /** The oldest give way, so that who joins at once always gets in. */
  @Test
  void connectionsWithoutNamespace() {
    List<WsClient> waiting = new ArrayList<>();
    for (int i = 0; i < MAX_WAITING; i++) {
      waiting.add(open());
    }
    try (WsClient one = open()) {
      assertEquals(1000, waiting.remove(0).closed().getCloseCode().getCode());
      one.send("40/guarded,{\"token\":\"letmein\"}");
      assertTrue(one.text().startsWith("40/guarded,"));
      try (WsClient another = guarded()) {
        assertEchoed(another, event("echo", ",\"in\""));
      }
      assertEchoed(one, event("echo", ",\"in\""));
    }
    waiting.forEach(WsClient::close);
  }
}
