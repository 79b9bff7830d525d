package dev.oneport.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ScheduledTimersTest {
  private static final long NEVER_MILLIS = 3_600_000;

  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final ScheduledTimers timers =
      new ScheduledTimers(new OwnThreads("test-timer", getClass().getClassLoader()));

  @Test
  void theEndDropsWhatWaitsButForWhatRunsThen() {
    timers.schedule(NEVER_MILLIS, () -> ran.add("dropped"));
    timers.scheduleOrAtEnd(NEVER_MILLIS, () -> ran.add("kept"));
    assertThat(ran).isEmpty();

    timers.close();
    assertThat(ran).containsExactly("kept");
    timers.close();
    timers.schedule(0, () -> ran.add("too late"));
    timers.scheduleOrAtEnd(NEVER_MILLIS, () -> ran.add("at once"));

    assertThat(ran).containsExactly("kept", "at once");
  }

  @Test
  void whatRunsInTheEndRunsInItsTimeIfThatComesFirst() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    timers.scheduleOrAtEnd(0, () -> ran.add("in time"));
    timers.scheduleOrAtEnd(0, done::countDown);
    done.await();

    timers.close();

    assertThat(ran).containsExactly("in time");
  }
}
