package dev.oneport.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.metrics.Metrics;
import dev.oneport.metrics.ReasonCounter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FallbacksTest {
  private final ReasonCounter counts = new Metrics().fallbacks();
  private final Fallbacks fallbacks = new Fallbacks(counts);

  @Test
  void reasonsAreCounted() {
    fallbacks.count("ws_timeout");
    fallbacks.count("sse:heartbeat.2-x");
    fallbacks.count("ws_timeout");

    assertThat(counts.counts())
        .containsExactlyEntriesOf(
            new java.util.TreeMap<>(Map.of("sse:heartbeat.2-x", 1L, "ws_timeout", 2L)));
  }

  @Test
  void whatIsNoReasonIsNot() {
    fallbacks.count(null);
    fallbacks.count("");
    fallbacks.count("Upper");
    fallbacks.count("a b");
    fallbacks.count("a\n");
    fallbacks.count("x".repeat(65));

    assertThat(counts.counts()).isEmpty();
  }

  @Test
  void clientsCannotMakeThemMore() {
    for (int i = 0; i < 1_000; i++) {
      fallbacks.count("r" + i);
    }
    fallbacks.count("r1");

    assertThat(counts.counts()).hasSize(ReasonCounter.MAX_REASONS + 1);
    assertThat(counts.counts()).containsEntry("r1", 2L).containsEntry("others", 900L);
  }
}
