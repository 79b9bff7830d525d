package dev.oneport.subscribe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.json.JsonBinding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Clients of every transport in the same rooms, cut off after any number of bytes again and again,
 * against a model that knows what is for whom: each gets that, once and in order, or is told that
 * it can't, and why; and it is told so only if that is so.
 *
 * <p>{@code -Dseed=} replays one schedule exactly.
 */
class SchedulesTest {
  private static final int SCHEDULES = 1_500;

  private final JsonBinding json = JsonBinding.create();

  @AfterEach
  void close() {
    json.close();
  }

  @Test
  void eachClientGetsAllOnceInOrderOrIsToldThatItCannot() {
    Long only = Long.getLong("seed");
    long first = only == null ? System.nanoTime() : only;
    int count = only == null ? SCHEDULES : 1;
    System.out.printf("schedules %d to %d; -Dseed= replays one%n", first, first + count - 1);
    Tally all = new Tally();
    for (long seed = first; seed < first + count; seed++) {
      try {
        all.add(run(seed));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("-Dseed=" + seed + ": " + failure.getMessage(), failure);
      }
    }
    System.out.println(all);
    if (only == null) {
      assertThat(all.happened()).containsOnlyKeys(Tally.What.values());
      assertThat(all.happened().values()).allMatch(times -> times > SCHEDULES / 10);
      assertThat(all.gaps())
          .containsOnlyKeys("epoch", "history", "malformed", "no_cursor", "too_many");
    }
  }

  @Test
  void seedReplaysExactly() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(run(seed)).isEqualTo(run(seed));
    }
  }

  private Tally run(long seed) {
    try (Schedule schedule = new Schedule(seed, json)) {
      schedule.run();
      return schedule.tally();
    }
  }
}
