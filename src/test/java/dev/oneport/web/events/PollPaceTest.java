package dev.oneport.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeTimers;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** At least 2 s between two polls of a client, 200 polls in a second. */
class PollPaceTest {
  private final FakeTimers timers = new FakeTimers();
  private double load;
  private final PollPace pace = new PollPace(timers.clock(), 2_000, 200, () -> load);

  @Test
  void fewClientsAskAgainAfterTheLeastTime() {
    assertThat(pace.next()).isEqualTo(2_000);
    timers.advance(10);
    assertThat(pace.next()).isEqualTo(2_000);
  }

  @Test
  void whoCameTogetherDoesNotComeTogetherAgain() {
    assertThat(List.of(pace.next(), pace.next(), pace.next())).containsExactly(2_000, 2_005, 2_010);
  }

  @Test
  void manyClientsKeepTheServersPace() {
    PriorityQueue<Long> due = new PriorityQueue<>();
    for (int i = 0; i < 2_000; i++) {
      due.add(0L);
    }
    List<Integer> told = new ArrayList<>();
    int polls = 0;
    while (due.element() < 60_000) {
      long now = due.remove();
      timers.advance(Math.max(0, now - timers.clock().millis()));
      int next = pace.next();
      due.add(now + next);
      polls++;
      if (now > 30_000) {
        told.add(next);
      }
    }
    assertThat(told).allMatch(millis -> millis >= 9_900 && millis <= 10_100);
    assertThat(polls).isBetween(12_000, 14_000);
  }

  @Test
  void nobodyIsToldToStayAwayForLongerThanHalfAMinute() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(pace.next()).isBetween(2_000, 30_000);
    }
    assertThat(pace.next()).isEqualTo(30_000);
    timers.advance(60_000);
    assertThat(pace.next()).isEqualTo(2_000);
  }

  @Test
  void aServerThatIsNearlyFullSlowsThemDown() {
    load = 0.5;
    assertThat(pace.next()).isEqualTo(2_000);
    timers.advance(60_000);
    load = 0.75;
    assertThat(pace.next()).isEqualTo(6_000);
    timers.advance(60_000);
    load = 1;
    assertThat(pace.next()).isEqualTo(10_000);
  }
}
