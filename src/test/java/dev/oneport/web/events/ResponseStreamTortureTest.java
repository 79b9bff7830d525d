package dev.oneport.web.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.FakeOutput;
import dev.oneport.testing.FakeTimers;
import dev.oneport.web.AsyncRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A writer, a container, somebody who ends it, and a connection that breaks: all at once. */
class ResponseStreamTortureTest {
  private static final int ROUNDS = 500;
  private static final int PIECES = 20;

  @Test
  void eachPieceIsSettledOnceAndTheRequestCompletedOnce() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      new Round(random, "seed " + seed + ", round " + i).run();
    }
  }

  private static final class Round {
    private final FakeOutput output = new FakeOutput();
    private final FakeTimers timers = new FakeTimers();
    private final AtomicInteger gone = new AtomicInteger();
    private final Queue<String> settled = new ConcurrentLinkedQueue<>();
    private final CountDownLatch unsettled = new CountDownLatch(PIECES);
    private final ResponseStream stream =
        new ResponseStream(
            new AsyncRequest(output.context(), Runnable::run, timers),
            output,
            gone::incrementAndGet);
    private final List<Thread> threads = new ArrayList<>();
    private final String name;
    private final boolean ends;
    private final boolean breaks;
    private final int pause;
    private final CyclicBarrier start;

    Round(Random random, String name) {
      this.name = name;
      output.setWriteListener(stream);
      ends = random.nextInt(3) == 0;
      breaks = random.nextInt(3) == 0;
      pause = random.nextInt(30);
      start = new CyclicBarrier(2 + (ends ? 1 : 0) + (breaks ? 1 : 0));
    }

    void run() throws Exception {
      begin(() -> write(0));
      begin(this::read);
      if (ends) {
        begin(stream::end);
      }
      if (breaks) {
        begin(this::breakDown);
      }
      assertThat(unsettled.await(20, TimeUnit.SECONDS)).as(name).isTrue();
      for (Thread thread : threads) {
        thread.join();
      }
      if (!ends && !breaks) {
        assertThat(settled).as(name).allMatch(piece -> piece.endsWith(" ok"));
        assertThat(gone).as(name).hasValue(0);
        stream.end();
      }
      timers.advance(10_000);
      assertThat(output.violations()).as(name).isEmpty();
      assertThat(output.completed()).as(name).isOne();
      assertThat(settled).as(name).hasSize(PIECES);
      assertThat(output.take()).as(name).startsWith(written());
    }

    private String written() {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < PIECES && settled.contains(i + " ok"); i++) {
        text.append('<').append(i).append('>');
      }
      return text.toString();
    }

    private void begin(Runnable task) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                task.run();
              },
              "torture");
      threads.add(thread);
      thread.start();
    }

    /** The next piece follows when the one before is settled, as an outbox has it. */
    private void write(int number) {
      stream.write(
          ("<" + number + ">").getBytes(UTF_8),
          failure -> {
            settled.add(number + (failure == null ? " ok" : " failed"));
            unsettled.countDown();
            if (number + 1 < PIECES) {
              write(number + 1);
            }
          });
    }

    private void read() {
      try {
        while (unsettled.getCount() > 0) {
          output.read(1);
          Thread.onSpinWait();
        }
        output.read(100);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private void breakDown() {
      for (int i = 0; i < pause; i++) {
        Thread.onSpinWait();
      }
      output.breakDown();
      stream.onRequestBroken(null);
    }
  }
}
