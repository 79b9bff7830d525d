package dev.oneport.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.testing.FakeTimers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many timers, few wake-ups. */
class TimerWheelTest {
  /** Shorter delays need no wheel. */
  private static final int STEPS = 128;

  private final FakeTimers timers = new FakeTimers();
  private final TimerWheel wheel = new TimerWheel(timers, timers.clock());
  private final List<String> log = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "200, 1",
    "300, 2",
    "1000, 4",
    "25000, 128",
    "60000, 256",
    "3600000, 256"
  })
  void aTaskIsNeverEarlyAndLateByAStepAtMost(long delay, long step) {
    for (int start = 0; start < 500; start += 7) {
      timers.advance(7);
      long began = timers.clock().millis();
      long[] ran = {-1};
      wheel.schedule(delay, () -> ran[0] = timers.clock().millis() - began);

      timers.advance(delay + step + 1);

      assertThat(ran[0]).isBetween(delay, delay + step);
    }
  }

  @Test
  void thoseThatAreDueTogetherShareAWakeUp() {
    for (int i = 0; i < 1_000; i++) {
      wheel.schedule(25_000, () -> log.add("ran"));
      if (i % 10 == 0) {
        timers.advance(1);
      }
    }

    assertThat(timers.pending()).isEqualTo(2);
    timers.advance(25_128);
    assertThat(log).hasSize(1_000);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void aTaskThatIsCancelledDoesNotRunAndIsNotKept() {
    Timer first = wheel.schedule(200, () -> log.add("first"));
    wheel.schedule(200, () -> log.add("second"));
    Timer third = wheel.schedule(200, () -> log.add("third"));
    wheel.schedule(200, () -> log.add("fourth"));
    first.cancel();
    third.cancel();
    third.cancel();

    timers.advance(201);

    assertThat(log).containsExactlyInAnyOrder("second", "fourth");
    first.cancel();
  }

  @Test
  void aTaskMayCancelAnotherThatIsDueWithIt() {
    Timer[] other = new Timer[1];
    other[0] = wheel.schedule(200, () -> log.add("other"));
    wheel.schedule(
        200,
        () -> {
          log.add("one");
          other[0].cancel();
        });

    timers.advance(201);

    assertThat(log).containsExactly("one");
  }

  @Test
  void aTaskMayScheduleTheNextAndAFailureStopsNobody() {
    wheel.schedule(
        200,
        () -> {
          wheel.schedule(200, () -> log.add("next"));
          throw new IllegalStateException("a mistake");
        });
    wheel.schedule(200, () -> log.add("other"));

    timers.advance(402);

    assertThat(log).containsExactlyInAnyOrder("other", "next");
  }

  @Test
  void whatIsToRunInTheEndIsLeftToTheTimersBelow() {
    wheel.scheduleOrAtEnd(200, () -> log.add("ran"));

    timers.advance(200);

    assertThat(log).containsExactly("ran");
  }

  @Test
  void nothingIsLostBetweenManyThreads() throws Exception {
    try (ScheduledTimers real =
        new ScheduledTimers(new OwnThreads("test-wheel", getClass().getClassLoader()))) {
      TimerWheel shared = new TimerWheel(real, Clock.system());
      int perThread = 20_000;
      CountDownLatch left = new CountDownLatch(4 * perThread);
      AtomicInteger cancelled = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < perThread; i++) {
                    shared.schedule(STEPS + i % 4, left::countDown);
                    shared.schedule(60_000, cancelled::incrementAndGet).cancel();
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(cancelled).hasValue(0);
    }
  }
}
