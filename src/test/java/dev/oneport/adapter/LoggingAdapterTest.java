package dev.oneport.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the adapter promises in addition where it logs events. */
class LoggingAdapterTest {
  private static final int ANY = 100;

  private final FakeTimers timers = new FakeTimers();
  private final InMemoryAdapter adapter =
      new InMemoryAdapter(
          new LogConfig(100_000, 1L << 30, 1_000),
          new RecoveryConfig(true, 1_000, false, 10, 1 << 20),
          timers.clock(),
          timers);

  @Nested
  class AsAnyAdapter extends AdapterContract {
    @Override
    Adapter create() {
      FakeTimers time = new FakeTimers();
      return new InMemoryAdapter(
          new LogConfig(10, 1 << 20, 1_000), RecoveryConfig.defaults(), time.clock(), time);
    }
  }

  @AfterEach
  void closeAdapter() {
    adapter.close();
    assertThat(timers.pending()).isZero();
  }

  /** Keeps the offsets it got; what is queued counts only once it was flushed. */
  private static final class Reader extends FakeRecipient {
    private final String id;
    private final boolean inNamespace;
    private final List<Long> queued = new ArrayList<>();
    private final List<Long> got = new ArrayList<>();
    private String epoch = "0000000000";

    Reader(String id, boolean inNamespace) {
      this.id = id;
      this.inNamespace = inNamespace;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public boolean isInNamespace() {
      return inNamespace;
    }

    @Override
    public synchronized void enqueue(Broadcast broadcast) {
      Cursor cursor = Objects.requireNonNull(broadcast.cursor());
      epoch = cursor.epoch();
      queued.add(cursor.offset());
    }

    @Override
    public synchronized void flush() {
      got.addAll(queued);
      queued.clear();
    }

    synchronized List<Long> got() {
      return List.copyOf(got);
    }

    /** What a client that was cut off just now knows: something was queued that it never got. */
    synchronized Cursor cutOff(Random random) {
      queued.clear();
      while (!got.isEmpty() && random.nextInt(3) > 0) {
        got.remove(got.size() - 1);
      }
      return new Cursor(epoch, got.isEmpty() ? 0 : got.get(got.size() - 1));
    }
  }

  private static Broadcast event(Set<String> rooms, Set<String> except) {
    return new Broadcast(
        "/", "e", EncodedArguments.EMPTY, new Selection(rooms, except, Flags.NONE));
  }

  private Cursor position() {
    return Objects.requireNonNull(adapter.position());
  }

  private Cursor at(long offset) {
    return new Cursor(position().epoch(), offset);
  }

  private List<Long> read(Set<String> rooms, long since) {
    CatchUp catchUp = adapter.read(rooms, at(since));
    assertThat(catchUp.recovered()).isTrue();
    assertThat(catchUp.position()).isEqualTo(position());
    return catchUp.missed().stream()
        .map(event -> Objects.requireNonNull(event.cursor()).offset())
        .toList();
  }

  /** Joins and queues what was missed; returns what the reader is told. */
  private @Nullable CatchUp join(Reader reader, Set<String> rooms, int maxRooms, Cursor since) {
    AtomicReference<@Nullable CatchUp> told = new AtomicReference<>();
    boolean joined =
        adapter.join(
            reader,
            rooms,
            maxRooms,
            since,
            catchUp -> {
              told.set(catchUp);
              catchUp.missed().forEach(reader::enqueue);
            });
    assertThat(joined).isEqualTo(told.get() != null);
    return told.get();
  }

  @Test
  void readerOfRoomsGetsWhatWasEmittedToThem() {
    adapter.broadcast(event(Set.of("a"), Set.of()));
    adapter.broadcast(event(Set.of("b"), Set.of()));
    adapter.broadcast(event(Set.of("a", "b"), Set.of()));
    adapter.broadcast(event(Set.of("a"), Set.of("b")));
    adapter.broadcast(event(Set.of(), Set.of()));
    adapter.send(
        new Reader("r", true), Broadcast.direct("/", "d", EncodedArguments.EMPTY, "a", Flags.NONE));

    assertThat(read(Set.of("a"), 0)).containsExactly(1L, 3L, 4L);
    assertThat(read(Set.of("b"), 0)).containsExactly(2L, 3L);
    assertThat(read(Set.of("a", "b"), 1)).containsExactly(2L, 3L);
    assertThat(read(Set.of(), 0)).isEmpty();
  }

  @Test
  void directEmitReachesItsRecipientAloneAndTheLog() {
    Reader reader = new Reader("r", true);
    Reader other = new Reader("o", true);
    adapter.add(other);
    adapter.join(other, Set.of("r"), ANY);

    adapter.send(reader, Broadcast.direct("/", "d", EncodedArguments.EMPTY, "r", Flags.NONE));

    assertThat(reader.got()).containsExactly(1L);
    assertThat(other.got()).isEmpty();
    assertThat(position().offset()).isEqualTo(1);
  }

  @Test
  void directEmitIsLoggedOnlyWhereItsRecipientMayComeBack() {
    FakeTimers time = new FakeTimers();
    Adapter without =
        new InMemoryAdapter(LogConfig.defaults(), RecoveryConfig.defaults(), time.clock(), time);
    List<Broadcast> queued = new ArrayList<>();
    Recipient recipient =
        new FakeRecipient() {
          @Override
          public String id() {
            return "r";
          }

          @Override
          public boolean isInNamespace() {
            return true;
          }

          @Override
          public void enqueue(Broadcast broadcast) {
            queued.add(broadcast);
          }
        };

    without.send(recipient, Broadcast.direct("/", "d", EncodedArguments.EMPTY, "r", Flags.NONE));

    assertThat(queued).extracting(Broadcast::cursor).containsExactly((Cursor) null);
    assertThat(without.position()).extracting(Cursor::offset).isEqualTo(0L);
  }

  @Test
  void volatileBroadcastIsNotLogged() {
    adapter.broadcast(
        new Broadcast(
            "/", "e", EncodedArguments.EMPTY, Selection.of("a").with(Flags.NONE.asVolatile())));

    assertThat(position().offset()).isZero();
  }

  @Test
  void joiningSinceAPlaceBringsWhatWasMissedThenWhatComes() {
    adapter.broadcast(event(Set.of("a"), Set.of()));
    adapter.broadcast(event(Set.of("a"), Set.of()));
    Reader reader = new Reader("r", false);
    adapter.add(reader);

    CatchUp told = Objects.requireNonNull(join(reader, Set.of("a"), ANY, at(1)));
    assertThat(told.gap()).isNull();
    assertThat(told.position()).isEqualTo(at(2));
    assertThat(reader.got()).as("not flushed yet").isEmpty();
    adapter.broadcast(event(Set.of("a"), Set.of()));

    assertThat(reader.got()).containsExactly(2L, 3L);
  }

  @Test
  void whatCameThroughAnotherRoomAlreadyIsNotRepeated() {
    Reader reader = new Reader("r", false);
    adapter.add(reader);
    adapter.join(reader, Set.of("a"), ANY);
    adapter.broadcast(event(Set.of("a", "b"), Set.of()));
    adapter.broadcast(event(Set.of("b"), Set.of()));
    adapter.leave(reader, "a");
    adapter.broadcast(event(Set.of("a", "b"), Set.of()));

    assertThat(join(reader, Set.of("b"), ANY, at(0))).isNotNull();
    reader.flush();

    assertThat(reader.got()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void pastThatIsGoneIsToldAndTheRoomsAreJoinedAllTheSame() {
    adapter.broadcast(event(Set.of("a"), Set.of()));
    timers.advance(1_001);
    Reader reader = new Reader("r", false);
    adapter.add(reader);

    assertThat(join(reader, Set.of("a"), ANY, at(0)))
        .isEqualTo(new CatchUp(CatchUp.Gap.HISTORY, List.of(), at(1)));
    adapter.broadcast(event(Set.of("a"), Set.of()));

    assertThat(reader.got()).containsExactly(2L);
  }

  @Test
  void joiningMoreRoomsThanAllowedReadsNothing() {
    adapter.broadcast(event(Set.of("a"), Set.of()));
    Reader reader = new Reader("r", false);
    adapter.add(reader);

    assertThat(join(reader, Set.of("a", "b"), 1, at(0))).isNull();

    reader.flush();
    assertThat(reader.got()).isEmpty();
  }

  @Test
  void oneTimerLetsGoOfWhatIsOldAndNoneRunsWhileNothingIsKept() {
    adapter.broadcast(event(Set.of("a"), Set.of()));
    timers.advance(500);
    adapter.broadcast(event(Set.of("a"), Set.of()));
    assertThat(timers.pending()).isEqualTo(1);

    timers.advance(2_500);

    assertThat(timers.pending()).isZero();
    adapter.broadcast(event(Set.of("a"), Set.of()));
    assertThat(timers.pending()).isEqualTo(1);
  }

  @Test
  void everyRecipientGetsTheOrderOfTheLog() throws Exception {
    Reader a = new Reader("a", true);
    Reader b = new Reader("b", true);
    adapter.add(a);
    adapter.add(b);

    Threads.race(
        4,
        thread -> {
          for (int i = 0; i < 2_000; i++) {
            adapter.broadcast(event(Set.of(), Set.of()));
          }
        });

    List<Long> all = LongStream.rangeClosed(1, 8_000).boxed().toList();
    assertThat(a.got()).isEqualTo(all);
    assertThat(b.got()).isEqualTo(all);
  }

  /** Emitters all the while; readers are cut off and come back with what they have got. */
  @Test
  void readersThatAreCutOffAgainAndAgainGetEverythingOnceAndInOrder() throws Exception {
    int emitters = 2;
    int readers = 3;
    int each = 3_000;
    AtomicInteger emitting = new AtomicInteger(emitters);
    List<List<Long>> got = new ArrayList<>();

    Threads.race(
        emitters + readers,
        thread -> {
          if (thread < emitters) {
            for (int i = 0; i < each; i++) {
              adapter.broadcast(event(Set.of(i % 3 == 0 ? "a" : "b"), Set.of()));
            }
            emitting.decrementAndGet();
          } else {
            Reader reader = new Reader("r" + thread, false);
            Random random = new Random(thread);
            Cursor since = at(0);
            boolean more = true;
            while (more) {
              more = emitting.get() > 0;
              adapter.add(reader);
              CatchUp catchUp = join(reader, Set.of("a", "b"), ANY, since);
              assertThat(catchUp).isNotNull();
              assertThat(Objects.requireNonNull(catchUp).recovered()).isTrue();
              reader.flush();
              adapter.remove(reader);
              since = more ? at(reader.cutOff(random).offset()) : since;
            }
            synchronized (got) {
              got.add(reader.got());
            }
          }
        });

    List<Long> all = LongStream.rangeClosed(1, (long) emitters * each).boxed().toList();
    assertThat(got).hasSize(readers).allSatisfy(list -> assertThat(list).isEqualTo(all));
  }
}
