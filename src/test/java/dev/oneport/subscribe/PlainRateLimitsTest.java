package dev.oneport.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LimitsConfig.Limit;
import dev.oneport.config.Rate;
import dev.oneport.config.RoomPatterns;
import dev.oneport.config.RoomsConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.limit.RateLimits;
import dev.oneport.metrics.Metrics;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.RecordingFrameSink;
import dev.oneport.testing.TestAuthenticators;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four texts, and three rooms, at once; as many again within 12 s. */
class PlainRateLimitsTest {
  private final JsonBinding json = JsonBinding.create();
  private final FakeTimers timers = new FakeTimers();
  private final Adapters adapters = new Adapters(namespace -> new InMemoryAdapter());
  private final LiveSessions sessions =
      new LiveSessions(
          Runnable::run,
          timers,
          new Metrics(),
          new RateLimits(
              new LimitsConfig(
                  Limit.NONE,
                  new Limit(null, new Rate(4, 12)),
                  new Limit(null, new Rate(3, 12)),
                  Limit.NONE,
                  10),
              timers.clock()),
          Integer.MAX_VALUE);
  private final RecordingFrameSink sink = new RecordingFrameSink();
  private final Subscriber subscriber =
      new Subscriber(
          InMemoryClient.handshake(),
          TransportName.WS,
          new SubscriberContext(
              adapters, sessions, timers, new WriteWatchdog(timers, 20_000), 30, 2, 60_000),
          new WebSocketLink(sink));
  private final PlainProtocol protocol =
      new PlainProtocol(
          json,
          new PlainRules(
              "/"::equals,
              new ConfiguredRooms(
                  new RoomsConfig(RoomPatterns.of(List.of("*")), RoomPatterns.none(), Map.of())),
              TestAuthenticators.tickets(new Tickets(timers.clock(), 10), timers),
              connection -> {
                throw new AssertionError("nobody emits here");
              },
              255,
              8,
              15_000,
              45_000));

  @BeforeEach
  void open() {
    subscriber.open();
  }

  @AfterEach
  void close() {
    adapters.close();
    json.close();
  }

  private List<String> say(String text) {
    protocol.onText(subscriber, text);
    return sink.take();
  }

  @Test
  void textsOverTheLimitAreAnsweredWithAnError() {
    for (int i = 0; i < 4; i++) {
      assertThat(say("{\"ping\":1}")).containsExactly("{\"pong\":1}");
    }
    assertThat(say("{\"emit\":\"x\",\"data\":[],\"id\":7}"))
        .containsExactly(
            "{\"error\":{\"code\":\"rate_limited\",\"message\":\"too often: try again in 3000"
                + " ms\"},\"id\":7}");
    assertThat(sessions.metrics().refusals().counts()).containsEntry("rate-limited", 1L);
    timers.advance(3_000);
    assertThat(say("{\"ping\":1}")).containsExactly("{\"pong\":1}");
  }

  @Test
  void answersAreNotCounted() {
    for (int i = 0; i < 10; i++) {
      assertThat(say("{\"pong\":1}")).isEmpty();
      assertThat(say("{\"ack\":[],\"id\":1}")).isEmpty();
    }
    assertThat(say("{\"ping\":1}")).containsExactly("{\"pong\":1}");
  }

  @Test
  void roomsOverTheLimitAreRefusedTogether() {
    assertThat(say("{\"subscribe\":[\"a\",\"b\"]}").get(0)).startsWith("{\"subscribed\":");
    assertThat(say("{\"subscribe\":[\"c\",\"d\"]}").get(0))
        .startsWith("{\"error\":{\"code\":\"rate_limited\"");
    assertThat(say("{\"subscribe\":[\"c\"]}").get(0)).startsWith("{\"subscribed\":[\"c\"]");
    assertThat(subscriber.rooms("/")).contains("a", "b", "c").doesNotContain("d");
  }
}
