package dev.oneport.engineio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.WhenFull;
import dev.oneport.WhenFull.Overflow;
import dev.oneport.engineio.Outbox.Fill;
import dev.oneport.engineio.Outbox.Offer;
import dev.oneport.testing.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads at once; containers complete writes in every way there is. */
class OutboxTortureTest {
  private static final int THREADS = 8;
  private static final int PER_THREAD = 20_000;

  private final ExecutorService completers = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    completers.shutdownNow();
  }

  private enum Completion {
    /** Within the call that begins the write. */
    INLINE,
    /** On another thread, whenever that gets to it. */
    ELSEWHERE,
    /** On another thread, while the call still lasts. */
    ELSEWHERE_BEFORE_THE_CALL_RETURNS,
    /** By lot, of the three above. */
    MIXED
  }

  private record Packet(int thread, int number) {}

  private final class Container implements Outbox.Outlet<Packet> {
    private final Completion completion;
    private final Random lot = new Random(20260101);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();

    /** Written by one write at a time; the atomic counter above orders them. */
    private final List<Packet> written = new ArrayList<>();

    private final CountDownLatch all = new CountDownLatch(THREADS * PER_THREAD);

    Container(Completion completion) {
      this.completion = completion;
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void send(List<Packet> batch, SendCallback done) {
      if (underWay.incrementAndGet() != 1) {
        overlaps.incrementAndGet();
      }
      written.addAll(batch);
      Completion way =
          completion == Completion.MIXED
              ? List.of(
                      Completion.INLINE,
                      Completion.ELSEWHERE,
                      Completion.ELSEWHERE_BEFORE_THE_CALL_RETURNS)
                  .get(lot.nextInt(3))
              : completion;
      switch (way) {
        case INLINE, MIXED -> complete(batch.size(), done);
        case ELSEWHERE -> completers.execute(() -> complete(batch.size(), done));
        case ELSEWHERE_BEFORE_THE_CALL_RETURNS -> {
          CountDownLatch told = new CountDownLatch(1);
          completers.execute(
              () -> {
                complete(batch.size(), done, told);
              });
          Threads.await(told);
        }
      }
    }

    private void complete(int packets, SendCallback done) {
      underWay.decrementAndGet();
      done.done(null);
      for (int i = 0; i < packets; i++) {
        all.countDown();
      }
    }

    /** Lets the call return in the middle of what the callback causes. */
    private void complete(int packets, SendCallback done, CountDownLatch told) {
      told.countDown();
      complete(packets, done);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLostOrReorderedAndWritesNeverOverlap(Completion completion) throws Exception {
    Container container = new Container(completion);
    Outbox<Packet> outbox = new Outbox<>(packet -> 1, Long.MAX_VALUE, () -> {});
    outbox.attach(container);

    Threads.race(
        THREADS,
        thread -> {
          for (int i = 0; i < PER_THREAD; i++) {
            outbox.offer(List.of(new Packet(thread, i)));
          }
        });

    assertThat(container.all.await(30, SECONDS)).as("everything is written").isTrue();
    assertThat(container.overlaps).hasValue(0);
    assertThat(container.written).hasSize(THREADS * PER_THREAD);
    int[] next = new int[THREADS];
    for (Packet packet : container.written) {
      assertThat(packet.number()).isEqualTo(next[packet.thread()]++);
    }
    assertThat(outbox.queuedBytes()).isZero();
    assertThat(outbox.isIdle()).isTrue();
  }

  @Test
  void outletsSwappedUnderFireWriteOneAfterTheOther() throws Exception {
    List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(PER_THREAD);
    Outbox<Integer> outbox = new Outbox<>(packet -> 1, Long.MAX_VALUE, () -> {});

    Threads.race(
        2,
        thread -> {
          for (int i = 0; i < PER_THREAD; i++) {
            if (thread == 0) {
              outbox.offer(List.of(i));
            } else if (i % 100 == 0) {
              outbox.attach(
                  new Outbox.Outlet<>() {
                    @Override
                    public boolean isWritable() {
                      return true;
                    }

                    @Override
                    public void send(List<Integer> batch, SendCallback done) {
                      overlaps.addAndGet(underWay.getAndIncrement());
                      written.addAll(batch);
                      completers.execute(
                          () -> {
                            underWay.decrementAndGet();
                            done.done(null);
                            batch.forEach(packet -> all.countDown());
                          });
                    }
                  });
            }
          }
        });

    assertThat(all.await(30, SECONDS)).as("everything is written").isTrue();
    assertThat(overlaps).hasValue(0);
    assertThat(written).hasSize(PER_THREAD).isSorted();
  }

  @Test
  void inlineCompletionOf100000PacketsNeedsNoStack() {
    Outbox<Integer> outbox = new Outbox<>(packet -> 1, Long.MAX_VALUE, () -> {});
    AtomicInteger deepest = new AtomicInteger();
    AtomicInteger written = new AtomicInteger();
    outbox.attach(
        new Outbox.Outlet<>() {
          @Override
          public boolean isWritable() {
            return true;
          }

          @Override
          public void send(List<Integer> batch, SendCallback done) {
            deepest.accumulateAndGet(new Throwable().getStackTrace().length, Math::max);
            // Each packet offers the next from inside the write: the worst that can happen.
            if (written.addAndGet(batch.size()) < 100_000) {
              outbox.offer(List.of(batch.get(0) + 1));
            }
            done.done(null);
          }
        });
    int here = new Throwable().getStackTrace().length;

    outbox.offer(List.of(0));

    assertThat(written).hasValue(100_000);
    assertThat(deepest.get() - here).isLessThan(10);
  }

  @Test
  void offersRacingWithTheCloseAreWrittenOrDroppedButNeverLeftBehind() throws Exception {
    for (int round = 0; round < 200; round++) {
      Outbox<Integer> outbox = new Outbox<>(packet -> 1, Long.MAX_VALUE, () -> {});
      outbox.attach(
          new Outbox.Outlet<>() {
            @Override
            public boolean isWritable() {
              return true;
            }

            @Override
            public void send(List<Integer> batch, SendCallback done) {
              done.done(null);
            }
          });

      Threads.race(
          3,
          thread -> {
            if (thread == 0) {
              outbox.close();
            } else {
              for (int i = 0; i < 100; i++) {
                outbox.offer(List.of(i));
              }
            }
          });

      assertThat(outbox.queuedBytes()).isZero();
      assertThat(outbox.isIdle()).isTrue();
    }
  }

  /** A reader that takes a batch now and then, on a thread of its own. */
  private static final class SlowReader implements Outbox.Outlet<Packet> {
    private final List<Packet> written = new ArrayList<>();
    private final AtomicReference<SendCallback> underWay = new AtomicReference<>();

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void send(List<Packet> batch, SendCallback done) {
      synchronized (written) {
        written.addAll(batch);
      }
      assertThat(underWay.getAndSet(done)).as("one write at a time").isNull();
    }

    /** Whether there was a write to end. */
    boolean read() {
      SendCallback done = underWay.getAndSet(null);
      if (done != null) {
        done.done(null);
      }
      return done != null;
    }

    List<Packet> readAll() {
      while (read()) {
        Thread.onSpinWait();
      }
      synchronized (written) {
        return List.copyOf(written);
      }
    }
  }

  /** Events of two packets; of every eight, two of each kind. */
  private static WhenFull policy(Packet packet) {
    return switch (packet.number() % 4) {
      case 0 -> WhenFull.DROP_NEWEST;
      case 1 -> new WhenFull(Overflow.DROP_NEWEST, "key" + packet.number() % 8);
      case 2 -> new WhenFull(Overflow.DROP_OLDEST, "key" + packet.number() % 8);
      default -> WhenFull.DROP_OLDEST;
    };
  }

  @Test
  void whateverIsDroppedEventsStayWholeAndInOrderAndTheBudgetHolds() throws Exception {
    int budget = 1_000;
    SlowReader reader = new SlowReader();
    Outbox<Packet> outbox = new Outbox<>(packet -> 1, budget, () -> {});
    outbox.attach(reader);
    AtomicLong most = new AtomicLong();
    AtomicLong refused = new AtomicLong();

    Threads.race(
        THREADS,
        thread -> {
          for (int i = 0; i < PER_THREAD; i++) {
            Packet packet = new Packet(thread, i);
            if (thread == 0) {
              most.accumulateAndGet(outbox.queuedBytes(), Math::max);
              if (i % 4 == 0) {
                reader.read();
              }
            } else if (outbox.offer(List.of(packet, packet), policy(packet)) == Offer.DROPPED) {
              refused.incrementAndGet();
            }
          }
        });

    List<Packet> written = reader.readAll();
    assertThat(most.get()).isBetween(1L, (long) budget);
    int[] last = new int[THREADS];
    Arrays.fill(last, -1);
    for (int i = 0; i < written.size(); i += 2) {
      Packet packet = written.get(i);
      assertThat(written.get(i + 1)).as("whole").isSameAs(packet);
      assertThat(packet.number()).as("in order").isGreaterThan(last[packet.thread()]);
      last[packet.thread()] = packet.number();
    }
    assertThat(outbox.isIdle()).isTrue();
    Fill fill = outbox.fill();
    assertThat(fill.bytes()).isZero();
    assertThat(fill.slow()).isFalse();
    assertThat(fill.dropped()).isGreaterThanOrEqualTo(refused.get());
    long offered = (THREADS - 1L) * PER_THREAD;
    assertThat(written.size() / 2 + fill.dropped()).isLessThanOrEqualTo(offered);
  }

  @Test
  void withoutKeysEveryEventIsWrittenOrCounted() throws Exception {
    SlowReader reader = new SlowReader();
    Outbox<Packet> outbox = new Outbox<>(packet -> 1, 1_000, () -> {});
    outbox.attach(reader);

    Threads.race(
        THREADS,
        thread -> {
          for (int i = 0; i < PER_THREAD; i++) {
            Packet packet = new Packet(thread, i);
            outbox.offer(List.of(packet), i % 2 == 0 ? WhenFull.DROP_NEWEST : WhenFull.DROP_OLDEST);
            if (i % 100 == 0) {
              reader.read();
            }
          }
        });

    long written = reader.readAll().size();
    assertThat(written + outbox.fill().dropped()).isEqualTo((long) THREADS * PER_THREAD);
    assertThat(outbox.fill().bytes()).isZero();
  }
}
