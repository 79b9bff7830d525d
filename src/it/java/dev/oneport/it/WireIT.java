package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.PollingSession;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Long-polling by clients that write HTTP in unusual, or broken, ways. */
@OnEachServer
class WireIT {

  private final URI endpoint;

  WireIT(ServerUnderTest server) {
    this.endpoint = server.base(Applications.APP).resolve("socket.io/");
  }

  private PollingSession joined() {
    PollingSession session = PollingSession.open(endpoint);
    session.send("40/guarded,{\"token\":\"letmein\"}");
    assertTrue(session.pollPayload().startsWith("40/guarded,"));
    return session;
  }

  @Test
  void connectionCloseIsNoAbort() throws IOException {
    PollingSession session = joined();
    Map<String, String> close = Map.of("Connection", "close");
    for (int i = 0; i < 3; i++) {
      String echo = "42/guarded,[\"echo\"," + i + "]";
      assertEquals(200, RawHttp.exchange("POST", session.uri(), close, echo).status());
      RawHttp.Response polled = RawHttp.exchange("GET", session.uri(), close, null);
      assertEquals(200, polled.status());
      assertEquals(echo, polled.body());
    }
  }

  @Test
  void bodyInManyChunks() throws IOException {
    PollingSession session = joined();
    String echo = "42/guarded,[\"echo\",\"" + "é".repeat(500) + "\"]";
    try (RawHttp http = RawHttp.connect(session.uri())) {
      http.request("POST", session.uri(), Map.of("Transfer-Encoding", "chunked"), null);
      for (byte each : echo.getBytes(UTF_8)) {
        http.write(new byte[] {'1', '\r', '\n', each, '\r', '\n'});
      }
      http.write("0\r\n\r\n".getBytes(UTF_8));
      assertEquals(200, http.response().status());
    }
    assertEquals(echo, session.pollPayload());
  }

  @Test
  void postThatBreaksOffEndsTheSession() throws IOException {
    PollingSession session = joined();
    try (RawHttp http = RawHttp.connect(session.uri())) {
      http.request("POST", session.uri(), Map.of("Content-Length", "100"), "42/guarded,");
    }
    Await.until("the end of the session", () -> session.post("3").statusCode() == 400);
  }
}
