package dev.oneport.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.metrics.EventWatch;
import dev.oneport.metrics.Metrics;
import dev.oneport.testing.FakeTimers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final FakeTimers timers = new FakeTimers();
  private final Metrics metrics = new Metrics(timers.clock());
  private final Console console = new Console(metrics, timers, Runnable::run, timers.clock());

  @BeforeEach
  void start() {
    console.start();
  }

  private static double value(Sample sample, String column) {
    return sample.values().get(History.columns().indexOf(column));
  }

  private Sample last() {
    List<Sample> seconds = console.history().seconds(0);
    return seconds.get(seconds.size() - 1);
  }

  @Test
  void aSecondTellsWhatThereIsAndWhatCame() {
    metrics.live().add(TransportName.SSE, 7);
    metrics.waiting(123, 123);
    metrics.eventsSent().add(TransportName.SSE, 40);
    metrics.ended().increment("too-slow");
    for (int i = 0; i < 99; i++) {
      metrics.fanOut().record(90_000);
    }
    metrics.fanOut().record(9_000_000);
    timers.advance(1_000);
    assertThat(value(last(), "sse")).isEqualTo(7);
    assertThat(value(last(), "websocket")).isZero();
    assertThat(value(last(), "sent")).isEqualTo(40);
    assertThat(value(last(), "ended")).isEqualTo(1);
    assertThat(value(last(), "queuedBytes")).isEqualTo(123);
    assertThat(value(last(), "fanOutMedian")).isEqualTo(0.1);
    assertThat(value(last(), "fanOutSlowest")).isEqualTo(0.1);
    metrics.fanOut().record(9_000_000);
    timers.advance(1_000);
    assertThat(value(last(), "sent")).isZero();
    assertThat(value(last(), "fanOutMedian")).isEqualTo(10);
    timers.advance(1_000);
    assertThat(value(last(), "fanOutMedian")).isEqualTo(-1);
  }

  @Test
  void tenMinutesAndADayAreKeptAndNoMore() {
    for (int i = 0; i < 700; i++) {
      timers.advance(1_000);
    }
    List<Sample> seconds = console.history().seconds(0);
    assertThat(seconds).hasSize(600);
    assertThat(console.history().minutes(0)).hasSize(11);
    long newest = seconds.get(599).time();
    assertThat(seconds.get(0).time()).isEqualTo(newest - 599_000);
    assertThat(console.history().seconds(newest - 2_000)).hasSize(2);
    assertThat(console.history().seconds(newest)).isEmpty();
    for (int i = 0; i < 60 * 1_440; i++) {
      timers.advance(1_000);
    }
    assertThat(console.history().minutes(0)).hasSize(1_440);
  }

  @Test
  void nothingIsWatchedOnceItIsClosed() {
    console.close();
    timers.advance(5_000);
    assertThat(console.history().seconds(0)).isEmpty();
    assertThat(metrics.watch()).isSameAs(EventWatch.NONE);
  }

  private void emit(String namespace, String name, Set<String> rooms) {
    metrics
        .watch()
        .emitted(new EventWatch.Emitted(namespace, name, rooms, null, () -> "\"secret\"", 3));
  }

  @Test
  void roomsAreAsBusyAsTheLastFiveSeconds() {
    for (int i = 0; i < 10; i++) {
      emit("/", "tick", Set.of("a"));
    }
    emit("/chat", "tick", Set.of());
    timers.advance(5_000);
    assertThat(console.rates().rates())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                new RoomRates.Room("/", "a"), 2.0,
                new RoomRates.Room("/chat", RoomRates.EVERYBODY), 0.2));
    timers.advance(5_000);
    assertThat(console.rates().rates()).isEmpty();
  }

  @Test
  void busyRoomsAreCountedUpToALimit() {
    for (int i = 0; i < RoomRates.MAX_ROOMS + 10; i++) {
      emit("/", "tick", Set.of("room " + i));
    }
    timers.advance(5_000);
    assertThat(console.rates().rates()).hasSize(RoomRates.MAX_ROOMS);
    timers.advance(5_000);
    emit("/", "tick", Set.of("another"));
    timers.advance(5_000);
    assertThat(console.rates().rates()).hasSize(1);
  }
}
