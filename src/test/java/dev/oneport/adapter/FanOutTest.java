package dev.oneport.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FanOutTest {
  private static final int MANY = 200;
  private static final int HELPERS = 2;

  private final ManualExecutor workers = new ManualExecutor();
  private final FanOut fanOut = new FanOut(workers, HELPERS);
  private final AtomicInteger sent = new AtomicInteger();

  /** Somebody for whom something is queued, and who sends all of it at once. */
  private static final class Receiver extends FakeRecipient {
    final AtomicInteger queued = new AtomicInteger();
    final AtomicInteger received = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();

    @Override
    public String id() {
      return "r";
    }

    @Override
    public void enqueue(Broadcast broadcast) {
      queued.incrementAndGet();
    }

    void enqueue() {
      queued.incrementAndGet();
    }

    @Override
    public void flush() {
      int now = queued.getAndSet(0);
      if (now > 0) {
        received.addAndGet(now);
        writes.incrementAndGet();
      }
    }
  }

  private static List<Receiver> receivers(int count) {
    List<Receiver> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Receiver());
    }
    return all;
  }

  private void emit(FanOut by, List<Receiver> all) {
    all.forEach(Receiver::enqueue);
    by.flush(List.copyOf(all), sent::incrementAndGet);
  }

  @Test
  void fewAreSentToAtOnce() {
    List<Receiver> few = receivers(32);
    emit(fanOut, few);

    assertThat(few).allMatch(receiver -> receiver.received.get() == 1);
    assertThat(sent).hasValue(1);
    assertThat(workers.waiting()).isZero();
  }

  @Test
  void manyAreSentToByOthersAndWhatCameMeanwhileLeavesWithIt() {
    List<Receiver> many = receivers(MANY);
    emit(fanOut, many);
    emit(fanOut, many);
    emit(fanOut, many);

    assertThat(many).allMatch(receiver -> receiver.received.get() == 0);
    assertThat(workers.waiting()).isEqualTo(HELPERS);
    workers.runAll();
    assertThat(many).allMatch(receiver -> receiver.received.get() == 3);
    assertThat(many).allMatch(receiver -> receiver.writes.get() == 1);
    assertThat(sent).hasValue(3);

    emit(fanOut, many);
    assertThat(workers.waiting()).isEqualTo(HELPERS);
    workers.runAll();
    assertThat(sent).hasValue(4);
  }

  @Test
  void whoIsFarAheadHelps() {
    List<Receiver> many = receivers(MANY);
    for (int i = 0; i < 32; i++) {
      emit(fanOut, many);
    }
    assertThat(sent).hasValue(0);

    emit(fanOut, many);

    assertThat(sent).hasValue(1);
    assertThat(many).allMatch(receiver -> receiver.received.get() == 33);
    workers.runAll();
    assertThat(sent).hasValue(33);
  }

  @Test
  void withoutHelpTheEmitterDoesItAll() {
    List<Receiver> many = receivers(MANY);
    emit(FanOut.alone(), many);
    assertThat(many).allMatch(receiver -> receiver.received.get() == 1);

    FanOut stopping =
        new FanOut(
            task -> {
              throw new RejectedExecutionException("stopped");
            },
            HELPERS);
    emit(stopping, many);
    emit(stopping, many);
    assertThat(many).allMatch(receiver -> receiver.received.get() == 3);
    assertThat(sent).hasValue(3);
  }

  @Test
  void nothingIsForgottenHoweverManyEmitAtOnce() throws InterruptedException {
    int emitters = 4;
    int emits = 2_000;
    List<Receiver> many = receivers(MANY);
    CountDownLatch allSent = new CountDownLatch(emitters * emits);
    ExecutorService threads = Executors.newCachedThreadPool();
    FanOut real = new FanOut(threads, HELPERS);
    for (int i = 0; i < emitters; i++) {
      threads.execute(
          () -> {
            for (int n = 0; n < emits; n++) {
              many.forEach(Receiver::enqueue);
              real.flush(List.copyOf(many), allSent::countDown);
            }
          });
    }

    assertThat(allSent.await(60, TimeUnit.SECONDS)).isTrue();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(many).allMatch(receiver -> receiver.received.get() == emitters * emits);
  }
}
