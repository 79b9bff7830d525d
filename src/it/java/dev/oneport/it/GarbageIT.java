package dev.oneport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.StackTraces;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Whatever a client sends wrong: no other client notices, and the server's log shows no stack
 * trace. Among it is what the reference server's security advisories were about.
 */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "reads its log")
class GarbageIT {

  /** Logged by the test application when told to, after everything that came before. */
  private static final String FENCE = "The handler of \"boom\" failed";

  /** Sent as messages, that is after a 4, to a client in /chat and to one in no namespace. */
  private static final List<String> MESSAGES =
      List.of(
          "",
          "9",
          "x",
          "\u0000",
          "2",
          "2{}",
          "2[]",
          "2[null]",
          "2[{}]",
          "2[[\"a\"]]",
          "2abc[\"a\"]",
          "2[\"a\"",
          "2[\"a\"]]",
          "2[\"a\",01]",
          "2[\"a\",\"\\ud800\\u\"]",
          "2/chat,[\"sum\",\"no object\"]",
          "2/chat,[\"sum\",{\"a\":{},\"b\":[]}]",
          "2/chat,[\"sum\",{\"a\":1e999999999,\"b\":1}]",
          "2/chat,[\"join\",{}]",
          "2/chat,[\"reverse\",\"no bytes\"]",
          "2/chat,[\"__proto__\",{\"__proto__\":{\"a\":1}}]",
          "2/chat,[\"constructor\"]",
          "2/chat,[\"error\"]",
          "2/chat,[\"connect\"]",
          "2/chat,[\"disconnecting\"]",
          "2/chat,[\"newListener\"]",
          "2/chat,[\"oneport:reset\"]",
          "2/chat,99999999999999999999[\"sum\"]",
          "2/chat,-1[\"sum\"]",
          "2/chat,[\"" + "n".repeat(300) + "\"]",
          "2/chat,[\"a\"," + "[".repeat(100_000) + "]",
          "2/chat,[\"a\"," + "[".repeat(2_000) + "]".repeat(2_000) + "]",
          "2/chat,[\"a\"," + "1".repeat(100_000) + "]",
          "3",
          "3[]",
          "3/chat,1[]",
          "3/chat,1[\"nobody asked\"]",
          "3/chat,{}",
          "0/chat,",
          "0/chat,[]",
          "0/chat,\"a\"",
          "0/chat,{",
          "0" + "/x".repeat(50_000),
          "0/\u0000,{}",
          "0/../../etc/passwd,",
          "1[]",
          "1/nowhere,",
          "4",
          "4{\"message\":\"a client refuses\"}",
          "5[\"a\"]",
          "5-[\"a\"]",
          "51[\"a\"]",
          "5-1-[\"a\"]",
          "51.5-[\"a\"]",
          "5999999999999999999999-[\"a\"]",
          "511-/chat,[\"a\"]",
          "51-/chat,[\"a\",{\"_placeholder\":true,\"num\":\"splice\"}]",
          "51-/chat,[\"a\",{\"_placeholder\":true,\"num\":-1}]",
          "51-/chat,[\"a\",{\"_placeholder\":true,\"num\":1}]",
          "51-/chat,[\"a\",{\"_placeholder\":true,\"num\":{}}]",
          "51-/chat,[\"a\",{\"_placeholder\":true}]",
          "51-/chat,[\"toString\",{\"_placeholder\":true,\"num\":\"constructor\"}]",
          "50-/chat,[\"echo\"]",
          "61-/chat,1[{\"_placeholder\":true,\"num\":7}]",
          "7",
          "bAQIDBA==");

  /** Sent as they are: no packets of Engine.IO, or at the wrong time. */
  private static final List<String> PACKETS =
      List.of(
          "",
          "0",
          "0{\"sid\":\"x\"}",
          "2",
          "2probe",
          "3",
          "3probe",
          "5",
          "6",
          "7",
          "b",
          "b!",
          "bA",
          "{}",
          "\u001e",
          "\u001e\u001e\u001e",
          "\ud83d\ude00");

  /** With a namespace joined or not, and over either transport. */
  private static final List<String> PAYLOADS =
      List.of(
          "\u001e".repeat(900_000),
          "4".repeat(900_000),
          "1:4".repeat(200_000),
          "b".repeat(900_000),
          "99999999999999999999:4",
          "4\u001e".repeat(20_000),
          "40\u001e40\u001e40",
          "1\u001e1\u001e40");

  private static final List<String> QUERIES =
      List.of(
          "",
          "?",
          "?transport=polling",
          "?EIO=4&transport=",
          "?EIO=4&transport=__proto__",
          "?EIO=4&transport=constructor",
          "?EIO=4&transport=polling&sid=__proto__",
          "?EIO=4&transport=polling&sid=" + "x".repeat(4_000),
          "?EIO=4&transport=polling&sid=%00",
          "?EIO=4&transport=polling&sid=%C3%28",
          "?EIO=4&EIO=3&transport=polling&transport=websocket",
          "?EIO=%34&transport=polling&j=alert(1)",
          "?EIO=4&transport=polling&j=0&b64=1",
          "?" + "&".repeat(2_000),
          "?" + "a=b&".repeat(1_000) + "EIO=4");

  /** Frames that no WebSocket client sends, after a good handshake. */
  private static final List<String> FRAMES =
      List.of(
          "00".repeat(64),
          "ff".repeat(64),
          "474554202f20485454502f312e310d0a0d0a",
          "8104" + "34303435",
          "83800000 0000".replace(" ", ""),
          "c1850000000034343434",
          "0980000000 00".replace(" ", ""),
          "88810000000001",
          "888200000000" + "0001",
          "81ff7fffffffffffffff00000000",
          "81ffffffffffffffffff00000000",
          "818400000000" + "fffefdfc",
          "89fe00ff00000000",
          "8080000000 00".replace(" ", ""),
          "018100000000" + "34" + "818100000000" + "34");

  private final ServerUnderTest server;
  private final URI app;
  private final URI messagePack;

  GarbageIT(ServerUnderTest server) {
    this.server = server;
    this.app = server.base(Applications.APP).resolve("socket.io/");
    this.messagePack = server.base(Applications.MESSAGE_PACK).resolve("socket.io/");
  }

  @Test
  void harmsNobodyAndLeavesNoStackTrace() throws IOException {
    int mark = server.log().length();
    try (WsClient healthy = webSocket(app)) {
      healthy.text();
      healthy.send("40/guarded,{\"token\":\"letmein\"}");
      assertTrue(healthy.textAfterPings().startsWith("40/guarded,"));
      PollingSession polling = PollingSession.open(app);
      polling.send("40/guarded,{\"token\":\"letmein\"}");
      assertTrue(polling.pollPayload().contains("40/guarded,"));

      overWebSocket();
      assertHealthy(healthy, "after WebSocket");
      overPolling();
      assertHealthy(healthy, "after polling");
      inRequests();
      assertHealthy(healthy, "after requests");
      inFrames();
      assertHealthy(healthy, "after frames");
      if (survivesUpgradesThatBreakOff()) {
        inUpgrades();
      }
      assertHealthy(healthy, "after upgrades");
      inMessagePack();
      assertHealthy(healthy, "after MessagePack");

      polling.send("42/guarded,[\"echo\",\"still here\"]");
      String got = polling.pollPayload();
      while (!got.contains("42/guarded,[\"echo\",\"still here\"]")) {
        assertEquals("2", got);
        polling.send("3");
        got = polling.pollPayload();
      }
      polling.post("1");
    }
    assertNoStackTrace(mark);
  }

  private static void assertHealthy(WsClient healthy, String text) {
    String echo = "42/guarded,[\"echo\",\"" + text + "\"]";
    healthy.send(echo);
    assertEquals(echo, healthy.textAfterPings());
  }

  private void assertNoStackTrace(int mark) {
    try (WsClient fence = webSocket(app)) {
      join(fence);
      fence.send("42/chat,[\"boom\"]");
      Await.until("the fence in the log", () -> server.log().indexOf(FENCE, mark) >= 0);
    }
    String log = server.log();
    assertEquals(List.of(), StackTraces.in(log.substring(mark, log.indexOf(FENCE, mark)), server));
  }

  private static WsClient webSocket(URI endpoint) {
    return WsClient.connect(WsClient.uri(endpoint, "?EIO=4&transport=websocket"));
  }

  private static void join(WsClient client) {
    client.text();
    client.send("40/chat,");
    assertTrue(client.text().startsWith("40/chat,"));
  }

  private void overWebSocket() {
    for (String packet : packets()) {
      try (WsClient client = webSocket(app)) {
        client.text();
        client.send(packet);
      }
      try (WsClient client = webSocket(app)) {
        join(client);
        client.send(packet);
        client.send(new byte[] {1, 2, 3});
        client.send("4after");
      }
    }
    try (WsClient client = webSocket(app)) {
      client.text();
      client.send("4".repeat(1_000_001));
      assertEquals(1009, client.closed().getCloseCode().getCode());
    }
  }

  private void overPolling() {
    List<String> payloads = new ArrayList<>(packets());
    payloads.addAll(PAYLOADS);
    for (String payload : payloads) {
      PollingSession session = PollingSession.open(app);
      session.post("40/chat,");
      session.poll();
      session.post(payload);
      session.post("4after");
    }
    PollingSession session = PollingSession.open(app);
    assertEquals(413, session.post("4".repeat(1_000_001)).statusCode());
    // Not UTF-8; a content type of another protocol version; a form.
    Http.send(
        Http.request(session.uri())
            .POST(BodyPublishers.ofByteArray(bytes("34ffc328e28ff0288cbc"))));
    for (String type : List.of("application/octet-stream", "application/x-www-form-urlencoded")) {
      PollingSession another = PollingSession.open(app);
      Http.send(
          Http.request(another.uri())
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString("d=4%00&d=%zz")));
    }
  }

  private static List<String> packets() {
    List<String> packets = new ArrayList<>(PACKETS);
    MESSAGES.forEach(message -> packets.add("4" + message));
    return packets;
  }

  private void inRequests() throws IOException {
    for (String query : QUERIES) {
      URI uri = app.resolve("./" + query);
      for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
        RawHttp.exchange(
            method, uri, Map.of("Connection", "close"), method.equals("GET") ? null : "x");
      }
      RawHttp.upgrade(uri, Map.of());
    }
    URI handshake = app.resolve("?EIO=4&transport=polling");
    RawHttp.exchange("GET", handshake, Map.of("Origin", "http://[", "Cookie", "io=;;=,"), null);
    RawHttp.exchange(
        "GET", handshake, Map.of("X-Forwarded-For", "a,,,b;\"", "Accept-Encoding", ";q=x"), null);
  }

  /** CVE-2022-21676: what follows a good handshake is no WebSocket. */
  private void inFrames() throws IOException {
    for (String frame : FRAMES) {
      try (RawHttp http = RawHttp.connect(app)) {
        http.requestUpgrade(app.resolve("?EIO=4&transport=websocket"), Map.of());
        assertEquals(101, http.response().status());
        http.write(bytes(frame));
      }
    }
  }

  /** CVE-2022-41940: upgrades that break off, or never were meant. */
  private void inUpgrades() throws IOException {
    for (String frame : List.of("", "2probe", "5", "3probe", "4x", "1", "2", "x")) {
      PollingSession session = PollingSession.open(app);
      URI uri = app.resolve("?EIO=4&transport=websocket&sid=" + session.sid());
      for (int twice = 0; twice < 2; twice++) {
        try (RawHttp http = RawHttp.connect(app)) {
          http.requestUpgrade(uri, Map.of());
          if (twice == 0) {
            http.sendFrame(frame);
          }
        }
      }
    }
    try (RawHttp http = RawHttp.connect(app)) {
      http.write("GET /app/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n".getBytes(ISO_8859_1));
    }
  }

  /**
   * Payara itself does not survive clients that go away in the middle of an upgrade, in front of
   * whichever endpoint: Grizzly logs exceptions of its own, and Tyrus blocks a thread for ever for
   * each frame that comes before the answer to its handshake. See deploy/payara/README.md.
   */
  private boolean survivesUpgradesThatBreakOff() {
    return !server.name().equals("payara");
  }

  private void inMessagePack() {
    Random random = new Random(20260101);
    byte[] good =
        bytes("85a47479706502a46461746192a3737573c40101a2696407a36e7370a52f63686174a178c0");
    for (int i = 0; i < 100; i++) {
      byte[] packet = good.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
      }
      try (WsClient client = webSocket(messagePack)) {
        client.text();
        client.send(bytes("82a47479706500a36e7370a52f63686174"));
        client.binary();
        client.send(packet);
      }
    }
    for (String message : List.of("", "c1", "dfffffffff", "ddffffffff", "91".repeat(100_000))) {
      try (WsClient client = webSocket(messagePack)) {
        client.text();
        client.send(bytes(message));
        client.send("40");
      }
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
