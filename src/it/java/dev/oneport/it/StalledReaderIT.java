package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.JavaSocket;
import dev.oneport.it.client.Publisher;
import dev.oneport.it.client.RawHttp;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A client that stops reading costs nobody but itself. */
@OnEachServer
@DisabledIfSystemProperty(
    named = "servers",
    matches = "external",
    disabledReason = "the reference server queues without limit")
class StalledReaderIT {

  /** More than the outbox of 4 MiB and what the operating system buffers on both sides. */
  private static final int MOST_EVENTS = 400;

  private static final String LARGE = "x".repeat(100_000);

  /** Far less than the 20 s after which a write under way counts as failed. */
  private static final Duration NO_DELAY = Duration.ofSeconds(10);

  private final URI base;

  StalledReaderIT(ServerUnderTest server) {
    base = server.base(Applications.APP);
  }

  @Test
  void isClosedAndDelaysNobody() throws IOException {
    Publisher publisher = new Publisher(base, Applications.API_KEY);
    JavaSocket healthy = JavaSocket.open(base, "/chat", JavaSocket.Setting.WEBSOCKET, Map.of());
    try (healthy;
        RawHttp stalled = RawHttp.connect(base, 4096)) {
      healthy.next("connect");
      stalled.requestUpgrade(base.resolve("socket.io/?EIO=4&transport=websocket"), Map.of());
      assertEquals(101, stalled.response().status());
      stalled.sendFrame("40/chat,{\"token\":\"stalled\"}");
      healthy.await("welcomed", args -> "stalled".equals(args[0]));

      boolean left = false;
      int sent = 0;
      while (!left && sent < MOST_EVENTS) {
        long start = System.nanoTime();
        publisher.publish("/chat", List.of("lobby"), "flood", LARGE);
        healthy.next("flood");
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(NO_DELAY) < 0, "event " + sent + " took " + took);
        sent++;
        left = !healthy.drain("left").isEmpty();
      }
      assertTrue(left || leftLater(healthy), sent + " events of 100 kB, and it is still there");
      // Once it reads what the operating systems hold for it, it learns that it is out.
      stalled.readFramesToTheEnd();
    }
  }

  private static boolean leftLater(JavaSocket healthy) {
    JSONObject left = (JSONObject) healthy.next("left")[0];
    return left.has("reason");
  }
}
