package dev.oneport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.concurrent.Clock;
import dev.oneport.config.Rate;
import dev.oneport.testing.FakeTimers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimiterTest {
  private final FakeTimers timers = new FakeTimers();
  private final Clock clock = timers.clock();

  private Limiter limiter(int count, int seconds, int max) {
    return new Limiter(new Rate(count, seconds), max, clock);
  }

  /** How many acts pass until one does not. */
  private static int drain(Limiter limiter, String name) {
    int passed = 0;
    while (limiter.take(name, 1) == 0) {
      passed++;
    }
    return passed;
  }

  @Test
  void soManyAtOnceAndNoneMore() {
    assertThat(drain(limiter(5, 10, 100), "a")).isEqualTo(5);
    assertThat(drain(limiter(1, 86_400, 100), "a")).isEqualTo(1);
    assertThat(drain(limiter(7_001, 3, 100), "a")).isEqualTo(7_001);
  }

  @Test
  void oneMoreAfterItsPartOfTheTime() {
    Limiter limiter = limiter(5, 10, 100);
    drain(limiter, "a");
    assertThat(limiter.take("a", 1)).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    timers.advance(1_999);
    assertThat(limiter.take("a", 1)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
    timers.advance(1);
    assertThat(drain(limiter, "a")).isEqualTo(1);
    timers.advance(1_000_000);
    assertThat(drain(limiter, "a")).isEqualTo(5);
  }

  @Test
  void severalAtOnceAreTakenTogetherOrNotAtAll() {
    Limiter limiter = limiter(5, 10, 100);
    assertThat(limiter.take("a", 3)).isZero();
    assertThat(limiter.take("a", 3)).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(drain(limiter, "a")).isEqualTo(2);
  }

  @Test
  void moreThanEverFitPassWhereAllIsThere() {
    Limiter limiter = limiter(5, 10, 100);
    assertThat(limiter.take("a", 6)).isZero();
    assertThat(drain(limiter, "a")).isZero();
    assertThat(limiter.take("a", Integer.MAX_VALUE)).isEqualTo(TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void nobodySpendsWhatIsAnothers() {
    Limiter limiter = limiter(5, 10, 100);
    drain(limiter, "a");
    assertThat(drain(limiter, "b")).isEqualTo(5);
  }

  @Test
  void noMoreAreRememberedThanTheSettingSays() {
    Limiter limiter = limiter(2, 10, 8);
    for (int i = 0; i < 1_000; i++) {
      drain(limiter, "name " + i);
      timers.advance(50);
    }
    assertThat(limiter.remembered()).isLessThanOrEqualTo(8);
  }

  @Test
  void whoeverHasSpentNothingLatelyIsForgottenFirst() {
    Limiter limiter = limiter(4, 10, 4);
    drain(limiter, "attacker");
    limiter.take("still", 1);
    timers.advance(2_500);
    limiter.take("attacker", 1);
    drain(limiter, "b");
    drain(limiter, "c");
    // "still" is full again and makes room.
    assertThat(drain(limiter, "newcomer")).isEqualTo(4);
    assertThat(limiter.take("attacker", 1)).isPositive();
    assertThat(limiter.remembered()).isEqualTo(4);
  }

  @Test
  void whoeverHasSpentLeastIsForgottenNext() {
    Limiter limiter = limiter(16, 16, 16);
    for (int i = 0; i < 16; i++) {
      limiter.take("spent " + i, i + 1);
    }
    drain(limiter, "newcomer");
    assertThat(limiter.remembered()).isEqualTo(15);
    // Who had spent all of it still has.
    assertThat(limiter.take("spent 15", 1)).isPositive();
    assertThat(limiter.take("spent 14", 2)).isPositive();
    assertThat(limiter.take("newcomer", 1)).isPositive();
  }

  /** Ever new names don't help who has spent his. */
  @Test
  void anEmptyBucketIsNotForgotten() {
    Limiter limiter = limiter(4, 1_000, 8);
    drain(limiter, "attacker");
    for (int i = 0; i < 10_000; i++) {
      drain(limiter, "decoy " + i);
      timers.advance(1);
      assertThat(limiter.take("attacker", 1)).isPositive();
    }
    assertThat(limiter.remembered()).isEqualTo(8);
  }

  @Test
  void whoFindsNoRoomSharesWithOthers() {
    Limiter limiter = limiter(4, 1_000, 2);
    drain(limiter, "a");
    drain(limiter, "b");
    int passed = 0;
    for (int i = 0; i < 10_000; i++) {
      passed += drain(limiter, "name " + i);
    }
    assertThat(passed).isEqualTo(64 * 4);
    timers.advance(1_000_000);
    assertThat(drain(limiter, "c")).isEqualTo(4);
    assertThat(drain(limiter, "d")).isEqualTo(4);
  }

  @Test
  void aBucketOfOnesOwnIsLimitedAlike() {
    Limiter limiter = limiter(3, 3, 1);
    Bucket own = limiter.own();
    assertThat(limiter.take(own, 3)).isZero();
    assertThat(limiter.take(own, 1)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(limiter.remembered()).isZero();
  }

  /** Forgetting and taking meet here: nobody gets more than what a bucket holds. */
  @Test
  void threadsTogetherGetNoMore() throws InterruptedException {
    Limiter limiter = limiter(1_000, 1_000, 4);
    AtomicInteger passed = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  if (limiter.take("shared", 1) == 0) {
                    passed.incrementAndGet();
                  }
                }
              });
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(passed).hasValue(1_000);
  }
}
