package dev.oneport.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllSentTest {
  private final List<Optional<Throwable>> told = new ArrayList<>();
  private final AllSent sent = new AllSent(3, failure -> told.add(Optional.ofNullable(failure)));

  @Test
  void tellsOfTheLast() {
    sent.done(null);
    sent.done(null);
    assertThat(told).isEmpty();

    sent.done(null);

    assertThat(told).containsExactly(Optional.empty());
  }

  @Test
  void tellsOfAFailureAtOnceAndOnce() {
    IOException first = new IOException("first");
    sent.done(null);
    sent.done(first);
    sent.done(new IOException("second"));
    sent.done(null);

    assertThat(told).containsExactly(Optional.of(first));
  }
}
