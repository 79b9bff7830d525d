package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.WhenFull;
import dev.oneport.WhenFull.Overflow;
import dev.oneport.engineio.Outbox.Fill;
import dev.oneport.engineio.Outbox.Offer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Room for 10 bytes; batches of 5. */
class OutboxWhenFullTest {
  private static final WhenFull CLOSE = WhenFull.CLOSE;
  private static final WhenFull NEWEST = WhenFull.DROP_NEWEST;
  private static final WhenFull OLDEST = WhenFull.DROP_OLDEST;

  private final List<Fill> told = new ArrayList<>();

  /** As far as the owner was told. */
  private long waiting;

  private final Outbox<String> outbox = new Outbox<>(String::length, 10, new Owner());
  private final Reader reader = new Reader();

  private final class Owner implements Outbox.Owner {
    @Override
    public void onWriteFailed() {
      throw new AssertionError("no write fails here");
    }

    @Override
    public void onFillChanged() {
      told.add(outbox.fill());
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

  /** Reads one batch when told. */
  private static final class Reader implements Outbox.Outlet<String> {
    private final List<String> batches = new ArrayList<>();
    private @Nullable SendCallback done;

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void send(List<String> batch, SendCallback callback) {
      done = callback;
      batches.add(String.join("+", batch));
    }

    void read() {
      SendCallback callback = done;
      assertThat(callback).isNotNull();
      done = null;
      callback.done(null);
    }

    List<String> readAll() {
      while (done != null) {
        read();
      }
      List<String> all = List.copyOf(batches);
      batches.clear();
      return all;
    }
  }

  private Offer offer(WhenFull policy, String... packets) {
    return outbox.offer(List.of(packets), policy);
  }

  /** Everything that waits, one after the other. */
  private String rest() {
    outbox.attach(reader);
    String all = String.join("+", reader.readAll());
    assertThat(outbox.queuedBytes()).isZero();
    assertThat(outbox.isIdle()).isTrue();
    return all;
  }

  // Nothing fits any more

  @Test
  void closeRefusesAndKeepsWhatWaits() {
    offer(CLOSE, "aaaaa");
    offer(CLOSE, "bbbbb");

    assertThat(offer(CLOSE, "c")).isEqualTo(Offer.FULL);

    assertThat(outbox.fill()).isEqualTo(new Fill(true, 10, 0));
    assertThat(rest()).isEqualTo("aaaaa+bbbbb");
  }

  @Test
  void dropNewestKeepsWhatWaits() {
    offer(CLOSE, "aaaaa");
    offer(OLDEST, "bbbbb");

    assertThat(offer(NEWEST, "c")).isEqualTo(Offer.DROPPED);

    assertThat(outbox.fill()).isEqualTo(new Fill(true, 10, 1));
    assertThat(rest()).isEqualTo("aaaaa+bbbbb");
  }

  @Test
  void dropOldestDropsAsManyAsItMustAndNoMore() {
    offer(OLDEST, "1");
    offer(OLDEST, "22");
    offer(OLDEST, "333");
    offer(OLDEST, "4444");

    assertThat(offer(OLDEST, "55")).isEqualTo(Offer.QUEUED);

    assertThat(outbox.fill()).isEqualTo(new Fill(true, 9, 2));
    assertThat(rest()).isEqualTo("333+4444+55");
  }

  @Test
  void dropOldestPassesOverWhatMayNotBeDropped() {
    offer(CLOSE, "1");
    offer(OLDEST, "22");
    offer(CLOSE, "333");
    offer(NEWEST, "4444");

    assertThat(offer(OLDEST, "66666")).isEqualTo(Offer.QUEUED);

    assertThat(outbox.fill().dropped()).isEqualTo(2);
    assertThat(rest()).isEqualTo("1+333+66666");
  }

  @Test
  void dropOldestIsDroppedItselfWhereThatWouldNotHelp() {
    offer(CLOSE, "1234567");
    offer(OLDEST, "a");
    offer(OLDEST, "b");

    assertThat(offer(OLDEST, "cccc")).isEqualTo(Offer.DROPPED);

    assertThat(outbox.fill()).isEqualTo(new Fill(true, 9, 1));
    assertThat(rest()).isEqualTo("1234567+a+b");
  }

  @Test
  void whatMayNotBeDroppedPushesOutWhatMay() {
    offer(NEWEST, "aaaa");
    offer(OLDEST, "bbbb");

    assertThat(offer(CLOSE, "pong")).isEqualTo(Offer.QUEUED);

    assertThat(outbox.fill().dropped()).isEqualTo(1);
    assertThat(rest()).isEqualTo("bbbb+pong");
  }

  @Test
  void whatIsBeingWrittenIsChargedAndNotDropped() {
    outbox.attach(reader);
    offer(OLDEST, "aaaa");
    offer(OLDEST, "bbb");
    offer(OLDEST, "ccc");

    assertThat(offer(OLDEST, "dddd")).isEqualTo(Offer.QUEUED);
    assertThat(outbox.queuedBytes()).isEqualTo(8);
    assertThat(offer(OLDEST, "sevenby")).isEqualTo(Offer.DROPPED);

    assertThat(reader.readAll()).containsExactly("aaaa", "dddd");
  }

  @Test
  void eventOfSeveralPacketsIsDroppedWhole() {
    offer(OLDEST, "text", "att1", "a");
    offer(OLDEST, "b");

    assertThat(offer(OLDEST, "cc", "d")).isEqualTo(Offer.QUEUED);
    assertThat(outbox.fill()).isEqualTo(new Fill(true, 4, 1));
    assertThat(offer(NEWEST, "text", "att")).isEqualTo(Offer.DROPPED);

    assertThat(rest()).isEqualTo("b+cc+d");
  }

  @Test
  void eventLargerThanAllPushesOutAllIfThatMakesItTheOnlyOne() {
    offer(OLDEST, "a");
    offer(OLDEST, "b");

    assertThat(offer(OLDEST, "larger than all")).isEqualTo(Offer.QUEUED);
    assertThat(offer(NEWEST, "x")).isEqualTo(Offer.DROPPED);

    assertThat(rest()).isEqualTo("larger than all");
  }

  // The latest of a key

  @Test
  void conflateTakesTheOldOneOutAndTheEndOfTheQueue() {
    WhenFull x = WhenFull.conflate("x").or(CLOSE);
    offer(x, "x1");
    offer(CLOSE, "a");
    offer(WhenFull.conflate("y").or(CLOSE), "y1");
    offer(x, "x2");
    offer(CLOSE, "b");

    assertThat(outbox.fill()).isEqualTo(new Fill(true, 6, 0));
    assertThat(rest()).isEqualTo("a+y1+x2+b");
  }

  @Test
  void conflateLeavesWhatIsBeingWritten() {
    WhenFull x = WhenFull.conflate("x").or(CLOSE);
    outbox.attach(reader);
    offer(x, "x1");
    offer(x, "x2");
    offer(x, "x3");

    assertThat(reader.readAll()).containsExactly("x1", "x3");
  }

  @Test
  void conflateMakesRoomByTheOldOne() {
    WhenFull x = new WhenFull(Overflow.DROP_NEWEST, "x");
    offer(x, "x1111");
    offer(CLOSE, "aaaaa");

    assertThat(offer(x, "x2222")).isEqualTo(Offer.QUEUED);

    assertThat(outbox.fill().dropped()).isZero();
    assertThat(rest()).isEqualTo("aaaaa+x2222");
  }

  @Test
  void conflateThatIsDroppedLeavesTheOldOne() {
    WhenFull x = new WhenFull(Overflow.DROP_NEWEST, "x");
    offer(x, "x1");
    offer(CLOSE, "aaaaaaaa");

    assertThat(offer(x, "x22")).isEqualTo(Offer.DROPPED);

    assertThat(rest()).isEqualTo("x1+aaaaaaaa");
  }

  @Test
  void conflateWithoutMoreIsClose() {
    offer(CLOSE, "aaaaaaaaaa");

    assertThat(offer(WhenFull.conflate("x"), "x")).isEqualTo(Offer.FULL);
  }

  @Test
  void manyOfOneKeyAreOne() {
    WhenFull x = WhenFull.conflate("x").or(OLDEST);
    offer(CLOSE, "first");
    for (int i = 0; i < 100_000; i++) {
      offer(x, Integer.toString(i % 10));
    }

    assertThat(outbox.fill()).isEqualTo(new Fill(true, 6, 0));
    assertThat(rest()).isEqualTo("first+9");
  }

  @Test
  void hasRoomForWhatItWouldTakeOneByOne() {
    assertThat(outbox.hasRoomFor(List.of("aaaaa", "bbbbb"))).isTrue();
    assertThat(outbox.hasRoomFor(List.of("aaaaa", "bbbbb", "c"))).isFalse();
    offer(OLDEST, "a");
    assertThat(outbox.hasRoomFor(List.of("bbbbb", "cccc"))).isTrue();
    assertThat(outbox.hasRoomFor(List.of("bbbbb", "ccccc"))).isFalse();
  }

  // How full it is

  @Test
  void slowFromMoreThanAHalfToAQuarter() {
    Outbox<String> large = new Outbox<>(String::length, 12, () -> {});
    large.attach(reader);
    large.offer(List.of("666666"));
    assertThat(large.fill().slow()).isFalse();
    large.offer(List.of("1"));
    assertThat(large.fill().slow()).isTrue();
    large.offer(List.of("333"));

    reader.read();
    assertThat(large.fill()).isEqualTo(new Fill(true, 4, 0));
    reader.read();
    assertThat(large.fill()).isEqualTo(new Fill(false, 0, 0));
  }

  @Test
  void tellsWhenItIsSlowAndWhenItIsNotAndOfEachDrop() {
    outbox.attach(reader);
    offer(NEWEST, "aaaaa");
    assertThat(told).isEmpty();
    offer(NEWEST, "b");
    assertThat(told).containsExactly(new Fill(true, 6, 0));
    offer(NEWEST, "ccccccc");
    offer(NEWEST, "d");
    reader.readAll();

    assertThat(told)
        .containsExactly(new Fill(true, 6, 0), new Fill(true, 6, 1), new Fill(false, 2, 1));
  }

  @Test
  void tellsNothingUnderTheLockOfWhoEnqueues() {
    outbox.enqueue(List.of("aaaaaaaaaa"), NEWEST);
    outbox.enqueue(List.of("b"), NEWEST);
    assertThat(told).isEmpty();

    outbox.flush();

    assertThat(told).containsExactly(new Fill(true, 10, 1));
  }

  @Test
  void closedOneIsEmptyAndTellsNothing() {
    outbox.attach(reader);
    offer(OLDEST, "aaaa");
    offer(OLDEST, "b");
    outbox.close();
    outbox.close();
    reader.read();

    assertThat(outbox.fill()).isEqualTo(new Fill(false, 0, 0));
    assertThat(offer(OLDEST, "c")).isEqualTo(Offer.CLOSED);
    assertThat(told).isEmpty();
  }

  // What small packets take

  @Test
  void budgetIsOneOfMemoryHoweverSmallThePacketsAre() {
    Outbox<String> large = new Outbox<>(String::length, 1 << 20, () -> {});

    int taken = 0;
    while (large.offer(List.of("")) == Offer.QUEUED) {
      taken++;
    }

    assertThat(taken).isEqualTo((1 << 20) / 128);
    assertThat(large.queuedBytes()).isZero();
  }

  @Test
  void batchesAreSmallEnoughForTheTimeThatOneWriteMayTake() {
    Outbox<String> large = new Outbox<>(String::length, 1 << 20, () -> {});
    String packet = "x".repeat(20_000);
    for (int i = 0; i < 8; i++) {
      large.offer(List.of(packet));
    }
    large.offer(List.of(packet.repeat(5)));

    large.attach(reader);

    assertThat(reader.readAll())
        .extracting(String::length)
        .containsExactly(60_002, 60_002, 40_001, 100_000);
  }
}
