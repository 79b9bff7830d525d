package dev.oneport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ClientSession;
import dev.oneport.TransportName;
import dev.oneport.testing.FakeTimers;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In virtual time; it looks every 50 ms. */
class DrainTest {
  private final FakeTimers timers = new FakeTimers();
  private final LiveSessions sessions = new LiveSessions();
  private final Drain drain = new Drain(sessions, timers);

  private final class Fake implements ClientSession, Drainable {
    private final String id;

    /** Null for never. */
    private final @Nullable Integer goesAfterMillis;

    private final List<Integer> told = new ArrayList<>();

    Fake(String id, @Nullable Integer goesAfterMillis) {
      this.id = id;
      this.goesAfterMillis = goesAfterMillis;
      sessions.add(this);
    }

    @Override
    public void drain(int returnMillis) {
      told.add(returnMillis);
      if (goesAfterMillis != null) {
        timers.schedule(goesAfterMillis, () -> sessions.remove(this));
      }
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public TransportName transport() {
      return TransportName.WS;
    }

    @Override
    public String address() {
      return "192.0.2.1";
    }

    @Override
    public @Nullable Principal principal() {
      return null;
    }

    @Override
    public Instant connectedAt() {
      return Instant.EPOCH;
    }

    @Override
    public Set<String> namespaces() {
      return Set.of();
    }

    @Override
    public Set<String> rooms(String namespace) {
      return Set.of();
    }

    @Override
    public @Nullable String memberId(String namespace) {
      return null;
    }

    @Override
    public long queuedBytes() {
      return 0;
    }

    @Override
    public long droppedEvents() {
      return 0;
    }

    @Override
    public void disconnect() {
      throw new AssertionError("it is asked to go in good order");
    }
  }

  @Test
  void serverWithoutClientsStopsAtOnceAndTakesNoMore() {
    assertThat(sessions.isDraining()).isFalse();
    assertThat(drain.begin(10_000)).isCompletedWithValue(0);
    assertThat(sessions.isDraining()).isTrue();
  }

  @Test
  void endsAsSoonAsAllHaveGone() {
    new Fake("a", 10);
    new Fake("b", 1_010);

    CompletableFuture<Integer> over = drain.begin(10_000);
    timers.advance(1_049);
    assertThat(over).isNotDone();
    timers.advance(1);

    assertThat(over).isCompletedWithValue(0);
  }

  @Test
  void endsInTimeThoughSomeDoNotGo() {
    new Fake("a", null);
    new Fake("b", 10);

    CompletableFuture<Integer> over = drain.begin(10_000);
    timers.advance(9_999);
    assertThat(over).isNotDone();
    timers.advance(1);

    assertThat(over).isCompletedWithValue(1);
    timers.advance(100);
    assertThat(timers.pending()).as("it looks no more").isZero();
  }

  @Test
  void answersThatAreUnderWayAreWaitedFor() {
    sessions.beginPoll();
    CompletableFuture<Integer> over = drain.begin(10_000);
    timers.advance(500);
    assertThat(over).isNotDone();

    sessions.endPoll();
    timers.advance(50);

    assertThat(over).isCompletedWithValue(0);
  }

  @Test
  void whoWasBeingLetInIsToldTooAndNobodyTwice() {
    Fake first = new Fake("a", null);
    assertThat(drain.begin(10_000)).isNotDone();
    Fake late = new Fake("b", null);
    timers.advance(5_000);

    assertThat(first.told).hasSize(1);
    assertThat(late.told).hasSize(1);
  }

  @Test
  void theyDoNotComeBackTogether() {
    List<Fake> clients = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      clients.add(new Fake("c" + i, 0));
    }
    assertThat(drain.begin(10_000)).isNotDone();

    Set<Integer> returns = new TreeSet<>();
    clients.forEach(client -> returns.addAll(client.told));
    assertThat(returns).hasSizeGreaterThan(50).allMatch(millis -> millis >= 2_000);
    assertThat(returns).allMatch(millis -> millis <= 10_000);
  }

  @Test
  void retryAfterIsInWholeSeconds() {
    assertThat(Integer.parseInt(Drain.retryAfter())).isBetween(2, 10);
  }
}
