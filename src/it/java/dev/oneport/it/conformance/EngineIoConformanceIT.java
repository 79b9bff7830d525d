package dev.oneport.it.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Raw Engine.IO: the application at /engine.io/ sends back what it receives. */
@OnEachServer
class EngineIoConformanceIT extends EngineIoContract {

  EngineIoConformanceIT(ServerUnderTest server) {
    super(server, "engine.io/");
  }

  @Nested
  class PollingMessages {
    @Test
    void onePacket() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("4hello");
      assertEquals("4hello", session.pollPayload());
    }

    @Test
    void severalPackets() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("4test1\u001e4test2\u001e4test3");
      assertEquals(List.of("4test1", "4test2", "4test3"), session.packetsAfterPings(3));
    }

    @Test
    void textAndBinaryPackets() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("4hello\u001ebAQIDBA==");
      assertEquals(List.of("4hello", "bAQIDBA=="), session.packetsAfterPings(2));
    }

    /** As the official Java client writes it. */
    @Test
    void base64WithLineBreaks() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("bAQID\nBA==\n\u001e4after");
      assertEquals(List.of("bAQIDBA==", "4after"), session.packetsAfterPings(2));
    }

    @Test
    void emptyMessage() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("4");
      assertEquals("4", session.pollPayload());
    }

    @Test
    void characterBeyondTheBasicPlane() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("4€ 🎉 日本");
      assertEquals("4€ 🎉 日本", session.pollPayload());
    }

    @Test
    void badPacketClosesSession() {
      PollingSession session = PollingSession.open(endpoint);
      // The reference answers 200 here, the protocol's document expects 400.
      int status = session.post("abc").statusCode();
      assertEquals(true, status == 400 || status == 200, "status " + status);
      assertUnknownSession(session.poll());
    }

    @Test
    void packetsBeforeBadOneAreDelivered() {
      PollingSession session = PollingSession.open(endpoint);
      var pending = session.beginPoll();
      session.post("4first\u001e\u001e4last");
      // The close may overtake the echo or not; never may what follows the bad packet appear.
      String body = pending.join().body();
      assertEquals(false, body.contains("last"), body);
      assertEquals(400, session.poll().statusCode());
    }
  }

  @Nested
  class WebSocketMessages {
    @Test
    void text() {
      try (WsClient client = open()) {
        client.send("4hello");
        assertEquals("4hello", client.textAfterPings());
      }
    }

    @Test
    void binary() {
      try (WsClient client = open()) {
        client.send(new byte[] {1, 2, 3, 4});
        assertArrayEquals(new byte[] {1, 2, 3, 4}, client.binary());
      }
    }

    @Test
    void emptyBinary() {
      try (WsClient client = open()) {
        client.send(new byte[0]);
        assertArrayEquals(new byte[0], client.binary());
      }
    }

    @Test
    void inOrderAlthoughManyAtOnce() {
      try (WsClient client = open()) {
        List<String> sent = IntStream.range(0, 500).mapToObj(i -> "4message " + i).toList();
        sent.forEach(client::send);
        assertEquals(sent, sent.stream().map(each -> client.textAfterPings()).toList());
      }
    }

    @Test
    void badPacketClosesSession() {
      WsClient client = open();
      client.send("abc");
      client.closed();
    }

    @Test
    void emptyTextFrameClosesSession() {
      WsClient client = open();
      client.send("");
      client.closed();
    }
  }

  @Nested
  class AcrossTheUpgrade {
    @Test
    void whatWasSentOverPollingAndNotFetchedArrivesOverWebSocket() {
      PollingSession session = PollingSession.open(endpoint);
      WsClient client = WsClient.connect(session.webSocketUri());
      client.send("2probe");
      assertEquals("3probe", client.text());
      session.send("4one\u001e4two");
      client.send("5");
      client.send("4three");
      assertEquals("4one", client.textAfterPings());
      assertEquals("4two", client.textAfterPings());
      assertEquals("4three", client.textAfterPings());
      client.close();
    }
  }
}
