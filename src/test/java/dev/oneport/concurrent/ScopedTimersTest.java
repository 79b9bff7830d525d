package dev.oneport.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeTimers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopedTimersTest {
  private final FakeTimers timers = new FakeTimers();
  private final ScopedTimers scoped = new ScopedTimers(timers);
  private final List<String> run = new ArrayList<>();

  @Test
  void tasksRunOnceInTheirTime() {
    scoped.schedule(10, () -> run.add("b"));
    scoped.schedule(5, () -> run.add("a"));

    timers.advance(7);
    assertThat(run).containsExactly("a");
    timers.advance(100);
    assertThat(run).containsExactly("a", "b");
  }

  @Test
  void whatIsCancelledDoesNotRun() {
    Timers.Timer timer = scoped.schedule(5, () -> run.add("a"));

    timer.cancel();
    timer.cancel();

    assertThat(timers.pending()).isZero();
  }

  @Test
  void whatIsToRunInAnyCaseOutlivesTheScope() {
    scoped.scheduleOrAtEnd(5, () -> run.add("a"));
    scoped.close();

    timers.advance(5);

    assertThat(run).containsExactly("a");
  }

  @Test
  void onceClosedNothingRunsAndNothingIsKept() {
    scoped.schedule(5, () -> run.add("a"));
    scoped.close();
    scoped.schedule(5, () -> run.add("b"));

    assertThat(timers.pending()).isZero();
    timers.advance(100);
    assertThat(run).isEmpty();
  }

  @Test
  void aTaskMayCloseThem() {
    scoped.schedule(5, scoped::close);
    scoped.schedule(6, () -> run.add("late"));

    timers.advance(100);

    assertThat(run).isEmpty();
    assertThat(timers.pending()).isZero();
  }
}
