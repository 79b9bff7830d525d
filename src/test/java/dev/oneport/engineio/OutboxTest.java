package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.concurrent.Moment;
import dev.oneport.engineio.Outbox.Offer;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final int MAX_BYTES = 10;

  private final List<String> log = new ArrayList<>();
  private final FakeTimers clock = new FakeTimers();
  private final Outbox<String> outbox =
      new Outbox<>(String::length, MAX_BYTES, new Owner(), clock.clock());
  private final HeldOutlet outlet = new HeldOutlet("");

  /** As far as the owner was told. */
  private long waiting;

  private final class Owner implements Outbox.Owner {
    @Override
    public void onWriteFailed() {
      log.add("failure");
    }

    @Override
    public void onWaiting(long bytes, long more) {
      waiting += more;
      assertThat(waiting).isEqualTo(bytes);
    }
  }

  @AfterEach
  void ownerKnowsWhatWaits() {
    assertThat(waiting).isEqualTo(outbox.queuedBytes());
  }

  /** Completes when told; records batches as {@code a+b}. */
  private final class HeldOutlet implements Outbox.Outlet<String> {
    private final String name;
    private boolean writable = true;
    private @Nullable SendCallback done;

    HeldOutlet(String name) {
      this.name = name;
    }

    @Override
    public boolean isWritable() {
      return writable;
    }

    @Override
    public void send(List<String> batch, SendCallback callback) {
      assertThat(done).as("one write at a time").isNull();
      done = callback;
      log.add(name + String.join("+", batch));
    }

    void complete() {
      end(null);
    }

    void end(@Nullable Throwable failure) {
      SendCallback callback = done;
      assertThat(callback).isNotNull();
      done = null;
      callback.done(failure);
    }
  }

  private List<String> take() {
    List<String> all = List.copyOf(log);
    log.clear();
    return all;
  }

  @Test
  void holdsEverythingUntilAnOutletIsAttached() {
    outbox.offer(List.of("a"));
    outbox.offer(List.of("b", "c"));
    assertThat(take()).isEmpty();

    outbox.attach(outlet);

    assertThat(take()).containsExactly("a+b+c");
  }

  @Test
  void whatQueuesDuringAWriteLeavesAsTheNextBatch() {
    outbox.attach(outlet);
    outbox.offer(List.of("a"));
    outbox.offer(List.of("b"));
    outbox.offer(List.of("c"));
    assertThat(take()).containsExactly("a");

    outlet.complete();

    assertThat(take()).containsExactly("b+c");
  }

  @Test
  void waitsForAnOutletThatIsNotWritableUntilFlushed() {
    outlet.writable = false;
    outbox.attach(outlet);
    outbox.offer(List.of("a"));
    assertThat(take()).isEmpty();

    outlet.writable = true;
    outbox.flush();

    assertThat(take()).containsExactly("a");
  }

  @Test
  void newOutletWaitsForTheWriteOnTheOldOne() {
    HeldOutlet next = new HeldOutlet("next:");
    outbox.attach(outlet);
    outbox.offer(List.of("a"));
    outbox.attach(next);
    outbox.offer(List.of("b"));
    assertThat(take()).containsExactly("a");

    outlet.complete();

    assertThat(take()).containsExactly("next:b");
  }

  @Test
  void countsWhatWaitsAndWhatIsBeingWritten() {
    outbox.attach(outlet);
    outbox.offer(List.of("aaa"));
    outbox.offer(List.of("bb"));
    assertThat(outbox.queuedBytes()).isEqualTo(5);

    outlet.complete();
    assertThat(outbox.queuedBytes()).isEqualTo(2);
    outlet.complete();
    assertThat(outbox.queuedBytes()).isZero();
  }

  @Test
  void takesExactlyItsLimitAndNotOneByteMore() {
    assertThat(outbox.offer(List.of("12345"))).isEqualTo(Offer.QUEUED);
    assertThat(outbox.offer(List.of("12345"))).isEqualTo(Offer.QUEUED);
    assertThat(outbox.offer(List.of("1"))).isEqualTo(Offer.FULL);
    assertThat(outbox.queuedBytes()).isEqualTo(10);
  }

  @Test
  void takesAllOfAnOfferOrNothing() {
    outbox.offer(List.of("12345"));

    assertThat(outbox.offer(List.of("1", "2345678"))).isEqualTo(Offer.FULL);

    outbox.attach(outlet);
    assertThat(take()).containsExactly("12345");
  }

  @Test
  void takesOneOfferOfAnySizeWhileEmpty() {
    assertThat(outbox.offer(List.of("much longer than ten"))).isEqualTo(Offer.QUEUED);
    assertThat(outbox.offer(List.of("1"))).isEqualTo(Offer.FULL);
  }

  @Test
  void dropsEverythingOnceClosed() {
    outbox.offer(List.of("a"));

    outbox.close();
    outbox.attach(outlet);

    assertThat(outbox.offer(List.of("b"))).isEqualTo(Offer.CLOSED);
    assertThat(take()).isEmpty();
    assertThat(outbox.queuedBytes()).isZero();
  }

  @Test
  void writeUnderWayMayEndAfterTheClose() {
    outbox.attach(outlet);
    outbox.offer(List.of("a"));
    outbox.offer(List.of("b"));
    outbox.close();

    outlet.complete();

    assertThat(take()).containsExactly("a");
    assertThat(outbox.queuedBytes()).isZero();
    assertThat(outbox.currentWrite()).isNull();
  }

  @Test
  void failureIsToldOnceAndNothingMoreIsWritten() {
    outbox.attach(outlet);
    outbox.offer(List.of("a"));
    outbox.offer(List.of("b"));

    SendCallback callback = outlet.done;
    outlet.end(new IllegalStateException("broken"));
    assertThat(callback).isNotNull();
    callback.done(new IllegalStateException("told again"));

    assertThat(take()).containsExactly("a", "failure");
  }

  @Test
  void outletThatThrowsHasFailed() {
    outbox.attach(
        new Outbox.Outlet<>() {
          @Override
          public boolean isWritable() {
            return true;
          }

          @Override
          public void send(List<String> batch, SendCallback done) {
            throw new IllegalStateException("a container's bug");
          }
        });

    assertThat(outbox.offer(List.of("a"))).isEqualTo(Offer.QUEUED);

    assertThat(take()).containsExactly("failure");
  }

  @Test
  void tellsAtOnceThatItIsEmptyOrWhenTheLastWriteEnds() {
    outbox.whenEmpty(() -> log.add("empty 1"));
    assertThat(take()).containsExactly("empty 1");

    outbox.attach(outlet);
    outbox.offer(List.of("a"));
    outbox.offer(List.of("b"));
    outbox.whenEmpty(() -> log.add("empty 2"));
    outlet.complete();
    assertThat(take()).containsExactly("a", "b");
    outlet.complete();
    assertThat(take()).containsExactly("empty 2");
  }

  @Test
  void closedOutboxNeverTellsThatItIsEmpty() {
    outbox.attach(outlet);
    outbox.offer(List.of("a"));
    outbox.whenEmpty(() -> log.add("empty"));

    outbox.close();
    outlet.complete();

    assertThat(take()).containsExactly("a");
  }

  @Test
  void currentWriteIsTheSameObjectAsLongAsItIsTheSameWrite() {
    assertThat(outbox.currentWrite()).isNull();
    outbox.attach(outlet);
    outbox.offer(List.of("a"));
    Object first = outbox.currentWrite();
    outbox.offer(List.of("b"));

    assertThat(first).isNotNull();
    assertThat(outbox.currentWrite()).isSameAs(first);
    outlet.complete();
    assertThat(outbox.currentWrite()).isNotNull().isNotSameAs(first);
    assertThat(outbox.isIdle()).isFalse();
    outlet.complete();
    assertThat(outbox.currentWrite()).isNull();
    assertThat(outbox.isIdle()).isTrue();
  }

  // What goes at once or not at all

  private boolean goesAtOnce(List<String> packets) {
    boolean queued = outbox.enqueueIfWritable(packets);
    outbox.flush();
    return queued;
  }

  @Test
  void enqueueIfWritableTakesAllOrNothing() {
    assertThat(goesAtOnce(List.of("no outlet"))).isFalse();
    outlet.writable = false;
    outbox.attach(outlet);
    assertThat(goesAtOnce(List.of("not writable"))).isFalse();

    outlet.writable = true;
    assertThat(goesAtOnce(List.of("a", "b"))).isTrue();
    clock.advance(1);
    assertThat(goesAtOnce(List.of("write under way"))).isFalse();
    assertThat(outbox.queuedBytes()).isEqualTo(2);
    outlet.complete();
    assertThat(goesAtOnce(List.of("c"))).isTrue();
    outlet.complete();
    outbox.close();
    clock.advance(1);
    assertThat(goesAtOnce(List.of("closed"))).isFalse();

    assertThat(take()).containsExactly("a+b", "c");
  }

  @Test
  void enqueueIfWritableTakesOneInAMomentWhateverIsWritten() {
    outbox.attach(outlet);
    assertThat(goesAtOnce(List.of("a"))).isTrue();
    outlet.complete();
    assertThat(goesAtOnce(List.of("b"))).isFalse();

    clock.advance(1);
    outbox.offer(List.of("c"));
    outlet.complete();
    assertThat(goesAtOnce(List.of("d"))).isFalse();

    clock.advance(1);
    assertThat(goesAtOnce(List.of("e"))).isTrue();

    assertThat(take()).containsExactly("a", "c", "e");
  }

  @Test
  void callIsOneMomentHoweverLongItTakes() {
    outbox.attach(outlet);
    Runnable call =
        () -> {
          assertThat(goesAtOnce(List.of("a"))).isTrue();
          outlet.complete();
          clock.advance(60_000);
          assertThat(goesAtOnce(List.of("b"))).isFalse();
        };

    Moment.ofCall().run(call);
    Moment.ofCall().run(call);
    assertThat(goesAtOnce(List.of("outside"))).isTrue();

    assertThat(take()).containsExactly("a", "a", "outside");
  }

  @Test
  void momentOfAnotherThreadIsAnother() throws Exception {
    outbox.attach(outlet);
    outbox.offer(List.of("a"));
    outlet.complete();

    Threads.race(1, thread -> assertThat(goesAtOnce(List.of("b"))).isTrue());

    assertThat(take()).containsExactly("a", "b");
  }
}
