package dev.oneport.concurrent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.Threads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialExecutorTest {
  private static final int THREADS = 8;
  private static final int PER_THREAD = 20_000;

  private final List<String> log = new ArrayList<>();

  @Test
  void taskGivenFromWithinRunsAfterTheCurrentOne() {
    SerialExecutor lane = new SerialExecutor(Runnable::run);

    lane.execute(
        () -> {
          log.add("first begins");
          lane.execute(() -> log.add("second"));
          log.add("first ends");
        });

    assertThat(log).containsExactly("first begins", "first ends", "second");
  }

  @Test
  void knowsWhetherTheCallerIsInIt() {
    SerialExecutor lane = new SerialExecutor(Runnable::run);
    SerialExecutor other = new SerialExecutor(Runnable::run);

    lane.execute(() -> log.add(lane.isInLane() + " " + other.isInLane()));
    other.execute(() -> lane.execute(() -> log.add(lane.isInLane() + " " + other.isInLane())));

    assertThat(log).containsExactly("true false", "true true");
    assertThat(lane.isInLane()).isFalse();
  }

  @Test
  void knowsWhetherOthersWait() {
    SerialExecutor lane = new SerialExecutor(Runnable::run);

    lane.execute(
        () -> {
          log.add("alone " + lane.hasMore());
          lane.execute(() -> log.add("last " + lane.hasMore()));
          log.add("first " + lane.hasMore());
        });

    assertThat(log).containsExactly("alone false", "first true", "last false");
    assertThat(lane.hasMore()).isFalse();
  }

  @Test
  void assertionFailsOutsideTheLane() {
    SerialExecutor lane = new SerialExecutor(Runnable::run);

    lane.execute(lane::assertInLane);

    assertThatThrownBy(lane::assertInLane)
        .isInstanceOf(AssertionError.class)
        .hasMessage("called outside its lane");
  }

  @Test
  void holdsNoThreadWhileIdle() {
    Queue<Runnable> drains = new ArrayDeque<>();
    SerialExecutor lane = new SerialExecutor(drains::add);

    lane.execute(() -> log.add("a"));
    lane.execute(() -> log.add("b"));
    assertThat(drains).hasSize(1);
    drains.remove().run();
    assertThat(log).containsExactly("a", "b");

    lane.execute(() -> log.add("c"));
    assertThat(drains).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        IllegalStateException.class,
        AssertionError.class,
        NoClassDefFoundError.class,
        StackOverflowError.class
      })
  void taskThatFailsDoesNotStopTheLane(Class<? extends Throwable> failure) {
    SerialExecutor lane = new SerialExecutor(Runnable::run);

    try (ExpectedLog logged = ExpectedLog.of(Tasks.class.getName())) {
      lane.execute(() -> SerialExecutorTest.<RuntimeException>throwOne(failure));
      lane.execute(() -> log.add("next"));

      assertThat(logged.take()).containsExactly("SEVERE task-failed: A task failed");
    }
    assertThat(log).containsExactly("next");
  }

  @Test
  void executorThatRefusesOnceIsAskedAgain() {
    AtomicInteger refusals = new AtomicInteger(1);
    Executor target =
        drain -> {
          if (refusals.getAndDecrement() > 0) {
            throw new RejectedExecutionException("full");
          }
          drain.run();
        };
    SerialExecutor lane = new SerialExecutor(target);

    assertThatThrownBy(() -> lane.execute(() -> log.add("refused")))
        .isInstanceOf(RejectedExecutionException.class);
    lane.execute(() -> log.add("taken"));

    assertThat(log).containsExactly("taken");
  }

  @Test
  void executorThatRefusesAlwaysIsToldOfEachTime() {
    SerialExecutor lane =
        new SerialExecutor(
            drain -> {
              throw new RejectedExecutionException("closed");
            });

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> lane.execute(() -> log.add("never")))
          .isInstanceOf(RejectedExecutionException.class);
    }

    assertThat(log).isEmpty();
  }

  @Test
  void tasksGivenFromWithin100000DeepNeedNoStack() {
    SerialExecutor lane = new SerialExecutor(Runnable::run);
    AtomicInteger left = new AtomicInteger(100_000);

    lane.execute(
        new Runnable() {
          @Override
          public void run() {
            if (left.decrementAndGet() > 0) {
              lane.execute(this);
            }
          }
        });

    assertThat(left).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"caller's thread", "pool", "by lot"})
  void nothingIsLostOrReorderedAndTasksNeverOverlap(String target) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    Random lot = new Random(20260101);
    SerialExecutor lane =
        new SerialExecutor(
            switch (target) {
              case "caller's thread" -> Runnable::run;
              case "pool" -> pool;
              default ->
                  drain -> {
                    if (lot.nextBoolean()) {
                      pool.execute(drain);
                    } else {
                      drain.run();
                    }
                  };
            });
    // Plain fields on purpose: the lane alone makes them safe.
    int[] next = new int[THREADS];
    int[] disorder = {0};
    CountDownLatch all = new CountDownLatch(THREADS * PER_THREAD);

    Threads.race(
        THREADS,
        thread -> {
          for (int i = 0; i < PER_THREAD; i++) {
            int number = i;
            lane.execute(
                () -> {
                  if (next[thread]++ != number || !lane.isInLane()) {
                    disorder[0]++;
                  }
                  all.countDown();
                });
          }
        });

    assertThat(all.await(30, SECONDS)).as("every task ran").isTrue();
    assertThat(disorder[0]).isZero();
    assertThat(next).containsOnly(PER_THREAD);
    pool.shutdown();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwOne(Class<? extends Throwable> type) throws E {
    try {
      throw (E) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
