package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LimitsConfig.Limit;
import dev.oneport.config.Rate;
import dev.oneport.testing.InMemoryClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two events, and three namespaces, at once; as many again within 10 s. */
class RateLimitsTest {
  private final Fixture fixture =
      Fixture.limited(
          new LimitsConfig(
              Limit.NONE,
              new Limit(null, new Rate(2, 10)),
              new Limit(null, new Rate(3, 9)),
              Limit.NONE,
              10));

  @AfterEach
  void close() {
    fixture.json.close();
  }

  private InMemoryClient.WebSocket joined() {
    fixture.io.onConnection(
        socket -> socket.on("echo", String.class, (text, ack) -> ack.send(text)));
    InMemoryClient.WebSocket client = fixture.client("40").webSocket();
    client.take();
    return client;
  }

  @Test
  void eventsOverTheLimitAreDroppedAndTheirAcknowledgementSaysSo() {
    InMemoryClient.WebSocket client = joined();
    client.send("421[\"echo\",\"a\"]");
    client.send("422[\"echo\",\"b\"]");
    assertThat(client.take()).containsExactly("431[\"a\"]", "432[\"b\"]");
    client.send("423[\"echo\",\"c\"]");
    assertThat(client.take())
        .containsExactly(
            "433[{\"error\":{\"code\":\"rate_limited\",\"message\":\"too often: try again in 5000"
                + " ms\",\"retryAfterMs\":5000}}]");
    fixture.timers.advance(5_000);
    client.send("424[\"echo\",\"d\"]");
    assertThat(client.take()).containsExactly("434[\"d\"]");
    assertThat(fixture.metrics.refusals().counts()).containsEntry("rate-limited", 1L);
  }

  @Test
  void whoWantsNoAcknowledgementIsToldOnceUntilAnEventPassesAgain() {
    InMemoryClient.WebSocket client = joined();
    for (int i = 0; i < 10; i++) {
      client.send("42[\"echo\",\"a\"]");
    }
    assertThat(client.take())
        .containsExactly("42[\"oneport:rate_limited\",{\"retryAfterMs\":5000}]");
    fixture.timers.advance(5_000);
    for (int i = 0; i < 10; i++) {
      client.send("42[\"echo\",\"a\"]");
    }
    assertThat(client.take())
        .containsExactly("42[\"oneport:rate_limited\",{\"retryAfterMs\":5000}]");
  }

  @Test
  void answersToEventsOfTheServerAreNotCounted() {
    InMemoryClient.WebSocket client = joined();
    for (int i = 0; i < 10; i++) {
      client.send("43" + i + "[]");
      client.send("3");
    }
    client.send("421[\"echo\",\"a\"]");
    assertThat(client.take()).containsExactly("431[\"a\"]");
  }

  @Test
  void eachConnectionThatIsNobodysHasItsOwn() {
    InMemoryClient.WebSocket one = joined();
    one.send("42[\"echo\",\"a\"]");
    one.send("42[\"echo\",\"a\"]");
    InMemoryClient.WebSocket other = joined();
    other.send("421[\"echo\",\"b\"]");
    assertThat(other.take()).contains("431[\"b\"]");
  }

  @Test
  void namespacesOverTheLimitAreRefused() {
    InMemoryClient.WebSocket client = joined();
    for (int i = 0; i < 2; i++) {
      client.send("41");
      client.send("40");
      assertThat(client.take()).hasSize(1).allMatch(text -> text.startsWith("40{\"sid\":"));
    }
    client.send("41");
    client.send("40");
    assertThat(client.take())
        .containsExactly(
            "44{\"message\":\"too often: try again in 3000 ms\",\"data\":{\"code\":\"rate_limited\","
                + "\"retryAfterMs\":3000}}");
    fixture.timers.advance(3_000);
    client.send("40");
    assertThat(client.take()).hasSize(1).allMatch(text -> text.startsWith("40{\"sid\":"));
  }
}
