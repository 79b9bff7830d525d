package dev.oneport.it.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.WsClient;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO, frame by frame. */
@OnEachServer
class SocketIoConformanceIT extends EngineIoContract {

  SocketIoConformanceIT(ServerUnderTest server) {
    super(server, "socket.io/");
  }

  /** Connected to the main namespace. */
  private WsClient connected() {
    WsClient client = open();
    client.send("40");
    String connect = client.textAfterPings();
    assertTrue(connect.startsWith("40{"), connect);
    assertEquals("42[\"auth\",{}]", client.textAfterPings());
    return client;
  }

  @Nested
  class Connect {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            40                       | 40         | 42["auth",{}]
            40{"token":"123"}        | 40         | 42["auth",{"token":"123"}]
            40/custom,               | 40/custom, | 42/custom,["auth",{}]
            40/custom                | 40/custom, | 42/custom,["auth",{}]
            40/custom,{"token":"ab"} | 40/custom, | 42/custom,["auth",{"token":"ab"}]
            """)
    void joinsNamespace(String sent, String prefix, String auth) {
      try (WsClient client = open()) {
        client.send(sent);
        String answer = client.textAfterPings();
        assertTrue(answer.startsWith(prefix + "{"), answer);
        JsonObject handshake = Http.json(answer.substring(prefix.length()));
        assertEquals(Set.of("sid"), handshake.keySet());
        assertEquals(20, handshake.getString("sid").length(), answer);
        assertEquals(auth, client.textAfterPings());
      }
    }

    @Test
    void refusesUnknownNamespaceAndStaysOpen() {
      try (WsClient client = open()) {
        client.send("40/random");
        assertEquals("44/random,{\"message\":\"Invalid namespace\"}", client.textAfterPings());
        client.send("40");
        assertTrue(client.textAfterPings().startsWith("40{"));
      }
    }

    @Test
    void closesConnectionThatJoinsNothing() {
      WsClient client = open();
      for (int i = 0; i < 3; i++) {
        assertEquals("2", client.text());
        client.send("3");
      }
      client.closed();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"4abc", "42[\"message\"]", "40[]", "40\"text\"", "44{\"message\":\"x\"}"})
    void closesConnectionThatBeginsOtherwise(String first) {
      WsClient client = open();
      client.send(first);
      client.closed();
    }

    @Test
    void closesConnectionThatJoinsTwice() {
      WsClient client = connected();
      client.send("40");
      client.closed();
    }

    @Test
    void overPolling() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("40{\"token\":\"123\"}");
      List<String> packets = session.packetsAfterPings(2);
      assertTrue(packets.get(0).startsWith("40{\"sid\":\""), packets.toString());
      assertEquals("42[\"auth\",{\"token\":\"123\"}]", packets.get(1));
    }
  }

  @Nested
  class Disconnect {
    @Test
    void leavesMainNamespaceWithoutAnswer() {
      try (WsClient client = connected()) {
        client.send("41");
        assertEquals("2", client.text());
      }
    }

    @Test
    void leavesCustomNamespaceOnly() {
      try (WsClient client = connected()) {
        client.send("40/custom");
        assertTrue(client.textAfterPings().startsWith("40/custom,{"));
        assertEquals("42/custom,[\"auth\",{}]", client.textAfterPings());
        client.send("41/custom");
        client.send("42[\"message\",\"message to main namespace\"]");
        assertEquals("42[\"message-back\",\"message to main namespace\"]", client.textAfterPings());
      }
    }

    @Test
    void namespaceMayBeJoinedAgain() {
      try (WsClient client = connected()) {
        client.send("41");
        client.send("40");
        assertTrue(client.textAfterPings().startsWith("40{"));
        assertEquals("42[\"auth\",{}]", client.textAfterPings());
      }
    }
  }

  @Nested
  class Message {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "[1,\"2\",{\"3\":[true]}]",
          "[]",
          "[null,{},[],\"\",0,-1.5]",
          "[{\"b\":1,\"a\":2}]",
          "[\"\\\"€\\\" 🎉\"]"
        })
    void comesBack(String arguments) {
      assertComesBack(arguments);
    }

    /** More than the reference does, which parses and writes again. */
    @ParameterizedTest
    @DisabledIfSystemProperty(named = "servers", matches = "external")
    @ValueSource(
        strings = {
          "[-1.5e3,1E400,12345678901234567890,1.0]",
          "[\"\\u2028 \\ud83c\\udf89 \\/\"]",
          "[{\"b\":1,\"a\":2,\"10\":3,\"9\":4}]",
          "[1,{ }]"
        })
    void comesBackAsItWasWritten(String arguments) {
      assertComesBack(arguments);
    }

    private void assertComesBack(String arguments) {
      String rest = arguments.equals("[]") ? "]" : "," + arguments.substring(1);
      try (WsClient client = connected()) {
        client.send("42[\"message\"" + rest);
        assertEquals("42[\"message-back\"" + rest, client.textAfterPings());
      }
    }

    @Test
    void withAttachments() {
      try (WsClient client = connected()) {
        String arguments = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        client.send("452-[\"message\"," + arguments);
        client.send(new byte[] {1, 2, 3});
        client.send(new byte[] {4, 5, 6});
        assertEquals("452-[\"message-back\"," + arguments, client.textAfterPings());
        assertArrayEquals(new byte[] {1, 2, 3}, client.binary());
        assertArrayEquals(new byte[] {4, 5, 6}, client.binary());
      }
    }

    @Test
    void withAck() {
      try (WsClient client = connected()) {
        client.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
        assertEquals("43456[1,\"2\",{\"3\":[false]}]", client.textAfterPings());
      }
    }

    @Test
    void withAttachmentsAndAck() {
      try (WsClient client = connected()) {
        String arguments = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        client.send("452-789[\"message-with-ack\"," + arguments);
        client.send(new byte[] {1, 2, 3});
        client.send(new byte[] {4, 5, 6});
        assertEquals("462-789[" + arguments, client.textAfterPings());
        assertArrayEquals(new byte[] {1, 2, 3}, client.binary());
        assertArrayEquals(new byte[] {4, 5, 6}, client.binary());
      }
    }

    @Test
    void withAttachmentsOverPolling() {
      PollingSession session = PollingSession.open(endpoint);
      session.send("40");
      String placeholder = "{\"_placeholder\":true,\"num\":0}]";
      // Connected before anything else is sent: an event before that is a violation.
      StringBuilder seen = new StringBuilder(session.pollPayload());
      session.send("451-[\"message\"," + placeholder + "\u001ebAQID");
      while (!seen.toString().endsWith("bAQID")) {
        seen.append('\u001e').append(session.pollPayload());
      }
      String expected = "451-[\"message-back\"," + placeholder + "\u001ebAQID";
      assertTrue(seen.toString().endsWith(expected), seen.toString());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "4abc",
          "42{}",
          "42[]",
          "42abc[\"message-with-ack\",1]",
          "42[\"message\"",
          "42[\"connect\"]",
          "45[\"message\"]",
          "451[\"message\"]",
          "45x-[\"message\"]",
          "4511-[\"message\"]",
          "43{}",
          "41[]",
          "42/custom,[\"message\"]"
        })
    void badPacketClosesConnection(String packet) {
      WsClient client = connected();
      client.send(packet);
      client.closed();
    }

    @Test
    void textWhereAttachmentIsDueClosesConnection() {
      WsClient client = connected();
      client.send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
      client.send("42[\"message\"]");
      client.closed();
    }

    @Test
    void attachmentThatNobodyAnnouncedClosesConnection() {
      WsClient client = connected();
      client.send(new byte[] {1});
      client.closed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "1", "-1", "\"length\"", "null"})
    void placeholderOfNoAttachmentClosesConnection(String num) {
      WsClient client = connected();
      client.send("451-[\"message\",{\"_placeholder\":true,\"num\":" + num + "}]");
      client.send(new byte[] {1});
      client.closed();
    }
  }
}
