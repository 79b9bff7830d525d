package dev.oneport.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeOutput;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.ManualExecutor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AsyncRequestTest {
  private final FakeOutput output = new FakeOutput();
  private final ManualExecutor workers = new ManualExecutor();
  private final FakeTimers timers = new FakeTimers();
  private final AsyncRequest request = new AsyncRequest(output.context(), workers, timers);

  @Test
  void endsOnce() {
    assertThat(request.complete()).isTrue();
    assertThat(request.complete()).isFalse();
    request.completeOnWorker();
    workers.runAll();

    assertThat(output.completed()).isOne();
  }

  @Test
  void endsOnAWorkerOrHereIfThereIsNone() {
    request.completeOnWorker();
    assertThat(output.completed()).isZero();
    workers.runAll();
    assertThat(output.completed()).isOne();

    FakeOutput another = new FakeOutput();
    new AsyncRequest(
            another.context(),
            task -> {
              throw new RejectedExecutionException();
            },
            timers)
        .completeOnWorker();
    assertThat(another.completed()).isOne();
  }

  @Test
  void oneThatTheContainerHasEndedIsNotTouched() {
    request.over();

    assertThat(request.complete()).isFalse();
    request.broken();
    assertThat(output.completed()).isZero();
  }

  @Test
  void afterAFailedWriteTheContainerGoesFirst() {
    request.writeFailed();
    timers.advance(1_999);
    workers.runAll();
    assertThat(output.completed()).isZero();

    timers.advance(1);
    workers.runAll();
    assertThat(output.completed()).isOne();
  }

  @Test
  void aBrokenOneEndsAtOnce() {
    request.writeFailed();
    request.broken();
    assertThat(output.completed()).isOne();

    timers.advance(2_000);
    workers.runAll();
    assertThat(output.completed()).isOne();
  }

  @Test
  void aBrokenOneDoesNotEndWhileAThreadIsInTheContainersCode() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Thread container =
        new Thread(
            () -> {
              entered.countDown();
              request.broken();
            });
    request.enter();
    container.start();
    entered.await();
    while (container.getState() != Thread.State.TIMED_WAITING) {
      assertThat(container.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    assertThat(output.completed()).isZero();

    request.leave();
    container.join();
    assertThat(output.completed()).isOne();
  }

  @Test
  void theThreadThatIsInsideDoesNotWaitForItself() {
    request.enter();
    request.broken();

    assertThat(output.completed()).isOne();
  }
}
