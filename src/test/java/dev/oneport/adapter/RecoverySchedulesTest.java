package dev.oneport.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.testing.FakeTimers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * One client over random schedules of emits, joins, leaves and cuts, against a model that knows
 * what was for it at each emit: it gets that, once and in order, or is told that it can't. It is
 * told so only if the log has lost something since the last event that it got; or, if it had got
 * all, since it went.
 */
class RecoverySchedulesTest {
  private static final int SCHEDULES = 2_000;
  private static final int STEPS = 150;
  private static final int LOG_EVENTS = 12;
  private static final List<String> ROOMS = List.of("a", "b", "c", "oneport:user:ann");

  @Test
  void clientGetsAllOnceInOrderOrIsToldThatItCannot() {
    long first = Long.getLong("seed", System.identityHashCode(this));
    int refused = 0;
    int recovered = 0;
    for (long seed = first; seed < first + SCHEDULES; seed++) {
      Schedule schedule = new Schedule(seed);
      schedule.run();
      refused += schedule.refused;
      recovered += schedule.recovered;
    }
    assertThat(refused).as("schedules with a log too short").isGreaterThan(SCHEDULES / 10);
    assertThat(recovered).isGreaterThan(SCHEDULES);
  }

  /** A socket of the client on one connection: what was sent, as far as it went. */
  private static final class Link implements Recipient {
    private final RecoverableSession session;
    private final List<Long> sent = new ArrayList<>();

    Link(RecoverableSession session) {
      this.session = session;
    }

    @Override
    public String id() {
      return session.id();
    }

    @Override
    public String user() {
      return "ann";
    }

    @Override
    public void enqueue(Broadcast broadcast) {
      if (session.onQueued(broadcast)) {
        sent.add(Objects.requireNonNull(broadcast.cursor()).offset());
      }
    }

    @Override
    public boolean join(Set<String> names) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void leave(String room) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void disconnect(boolean close) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void flush() {
      // The client gets what was sent when the schedule says so.
    }
  }

  private static final class Schedule {
    private final long seed;
    private final Random random;
    private final FakeTimers timers = new FakeTimers();
    private final InMemoryAdapter adapter =
        new InMemoryAdapter(
            new LogConfig(LOG_EVENTS, 1 << 30, 1_000_000),
            new RecoveryConfig(true, 1_000_000, false, 10, 1 << 20),
            timers.clock(),
            timers);

    /** What was for the client since it connected as somebody new. */
    private final List<Long> expected = new ArrayList<>();

    /** What it has got of that. */
    private final List<Long> received = new ArrayList<>();

    private final Set<String> rooms = new TreeSet<>();
    private RecoverableSession session = begin(0);
    private Link link = new Link(session);

    /** Gets direct emits that are nobody else's business. */
    private final Link stranger = new Link(begin(-1));

    /** Null while there is a connection. */
    private @Nullable Link gone;

    /** The place when it came, or when it went with all that was for it. */
    private long settledAt;

    private int sessions;
    private int refused;
    private int recovered;

    Schedule(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      connect();
    }

    private RecoverableSession begin(int number) {
      return new RecoverableSession(
          "pid" + number, "id" + number, "ann", new ConcurrentHashMap<>(), adapter.position());
    }

    private void connect() {
      sessions++;
      session = begin(sessions);
      link = new Link(session);
      gone = null;
      expected.clear();
      received.clear();
      rooms.clear();
      settledAt = position();
      adapter.add(link);
      join(session.id());
    }

    private void join(String room) {
      adapter.join(link, Set.of(room), 100);
      rooms.add(room);
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        switch (random.nextInt(10)) {
          case 0 -> {
            if (gone == null) {
              join(ROOMS.get(random.nextInt(3)));
            }
          }
          case 1 -> {
            if (gone == null) {
              String room = ROOMS.get(random.nextInt(3));
              adapter.leave(link, room);
              rooms.remove(room);
            }
          }
          case 2 -> cutOrComeBack();
          case 3 -> receive();
          default -> emit();
        }
      }
      while (gone != null) {
        comeBack();
      }
      receiveAll();
      assertThat(received).as("seed %d", seed).isEqualTo(expected);
    }

    private void emit() {
      long offset = position() + 1;
      switch (random.nextInt(6)) {
        case 0 -> {
          adapter.send(
              link, Broadcast.direct("/", "e", EncodedArguments.EMPTY, link.id(), Flags.NONE));
          expected.add(offset);
        }
        case 1 ->
            adapter.send(
                stranger,
                Broadcast.direct("/", "e", EncodedArguments.EMPTY, stranger.id(), Flags.NONE));
        default -> {
          Set<String> to = some(0.5);
          Set<String> except = some(0.1);
          adapter.broadcast(
              new Broadcast(
                  "/", "e", EncodedArguments.EMPTY, new Selection(to, except, Flags.NONE)));
          if ((to.isEmpty() || isInOneOf(to)) && !isInOneOf(except)) {
            expected.add(offset);
          }
        }
      }
      assertThat(position()).isEqualTo(offset);
    }

    private Set<String> some(double probability) {
      Set<String> some = new TreeSet<>();
      for (String room : ROOMS) {
        if (random.nextDouble() < probability) {
          some.add(room);
        }
      }
      return some;
    }

    private boolean isInOneOf(Set<String> names) {
      return names.contains("oneport:user:ann") || names.stream().anyMatch(rooms::contains);
    }

    private long position() {
      return Objects.requireNonNull(adapter.position()).offset();
    }

    /** Some of what is under way arrives. */
    private void receive() {
      int arriving = link.sent.isEmpty() ? 0 : random.nextInt(link.sent.size() + 1);
      received.addAll(link.sent.subList(0, arriving));
      link.sent.subList(0, arriving).clear();
    }

    private void receiveAll() {
      received.addAll(link.sent);
      link.sent.clear();
    }

    private void cutOrComeBack() {
      if (gone == null) {
        receive();
        adapter.suspend(link, session);
        gone = link;
        settledAt = received.equals(expected) ? position() : settledAt;
      } else {
        comeBack();
      }
    }

    private void comeBack() {
      long last = received.isEmpty() ? 0 : received.get(received.size() - 1);
      Cursor cursor =
          received.isEmpty() && random.nextBoolean()
              ? null
              : new Cursor(Objects.requireNonNull(adapter.position()).epoch(), last);
      RecoverableSession claimed = adapter.claim(session.pid(), "ann", cursor);
      long dropped = Math.max(0, position() - LOG_EVENTS);
      boolean needsWhatIsGone =
          expected.stream().anyMatch(offset -> offset > last && offset <= dropped);
      long since = Math.max(last, settledAt);
      if (claimed == null) {
        assertThat(dropped).as("seed %d: refused needlessly", seed).isGreaterThan(since);
        refused++;
        connect();
        return;
      }
      assertThat(needsWhatIsGone).as("seed %d: a gap", seed).isFalse();
      if (random.nextInt(4) == 0) {
        adapter.release(claimed);
        return;
      }
      link = new Link(claimed);
      gone = null;
      assertThat(
              adapter.resume(
                  link,
                  claimed,
                  cursor,
                  event -> link.sent.add(Objects.requireNonNull(event.cursor()).offset())))
          .isTrue();
      recovered++;
    }
  }
}
