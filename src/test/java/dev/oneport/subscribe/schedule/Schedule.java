package dev.oneport.subscribe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Flags;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adapter.Selection;
import dev.oneport.config.EventsConfig;
import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.session.LiveSessions;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.subscribe.schedule.Emits.Emit;
import dev.oneport.subscribe.schedule.Tally.What;
import dev.oneport.testing.FakeTimers;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** One server and its clients, and what befalls them: all of it follows from the seed. */
final class Schedule implements AutoCloseable {
  static final RecoveryConfig RECOVERY = new RecoveryConfig(true, 40_000, false, 100, 1 << 20);

  /** Streams end when the schedule says so, not by their age, of which the seed knows nothing. */
  static final EventsConfig EVENTS = new EventsConfig(5_000, 1_000_000, 55, 2_000, 200, 60_000);

  private static final int STEPS = 250;
  private static final int OUTBOX_BYTES = 4_000;
  private static final int SEND_TIMEOUT_MILLIS = 8_000;

  /** What an event takes on any wire, besides what it carries; and what an answer does. */
  private static final int MOST_EVENT_BYTES = 200;

  private static final int LONG = 600;

  final Random random;
  final FakeTimers timers = new FakeTimers();

  private final LogConfig limits;
  private final Tally tally = new Tally();
  private final JsonBinding json;
  private final WriteWatchdog watchdog = new WriteWatchdog(timers, SEND_TIMEOUT_MILLIS);
  private final LiveSessions sessions = new LiveSessions();
  private final Set<String> forgotten = new HashSet<>();
  private final List<Client> clients = new ArrayList<>();
  private final SocketClient socket;
  private Adapters adapters;
  private Emits emits;

  Schedule(long seed, JsonBinding json) {
    this.json = json;
    random = new Random(seed);
    // Too few, too small or too short: one of them decides.
    limits =
        switch (random.nextInt(3)) {
          case 0 -> new LogConfig(12, 1 << 30, 1_000_000);
          case 1 -> new LogConfig(10_000, 40_000, 1_000_000);
          default -> new LogConfig(10_000, 1 << 30, 20_000);
        };
    adapters = newAdapters();
    emits = new Emits(limits);
    watchdog.start();
    socket = new SocketClient(this, "socket");
    clients.add(socket);
    clients.add(new SocketClient(this, "other"));
    for (int i = 0; i < 2; i++) {
      clients.add(new StreamClient(this));
      clients.add(new TextClient(this));
      clients.add(new PollClient(this));
    }
  }

  private Adapters newAdapters() {
    return new Adapters(namespace -> new InMemoryAdapter(limits, RECOVERY, timers.clock(), timers));
  }

  void run() {
    for (int i = 0; i < STEPS; i++) {
      switch (random.nextInt(40)) {
        case 0 -> timers.advance(random.nextInt(8_000));
        case 1, 2, 3 -> timers.advance(random.nextInt(100));
        case 4 -> {
          if (random.nextInt(6) == 0) {
            restart();
          }
        }
        case 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 -> emit();
        default -> clients.get(random.nextInt(clients.size())).step();
      }
      clients.forEach(Client::look);
    }
    clients.forEach(Client::settle);
    clients.forEach(Client::settle);
  }

  private void restart() {
    tally.count(What.RESTART);
    clients.forEach(Client::onRestart);
    adapters.close();
    adapters = newAdapters();
    emits = new Emits(limits);
  }

  private void emit() {
    long offset = emits.position() + 1;
    int length = random.nextInt(5) == 0 ? LONG : 5;
    EncodedArguments what =
        new EncodedArguments(offset + ",\"" + "ž".repeat(length / 2) + "\"", List.of());
    boolean fleeting = random.nextInt(10) == 0;
    Flags flags = fleeting ? Flags.NONE.asVolatile() : Flags.NONE;
    String event = fleeting ? "fleeting" : "kept";
    Set<String> to = random.nextInt(5) == 0 ? Set.of() : some(Set.of("a", "b", "c"));
    Set<String> except = random.nextInt(4) == 0 ? some(Set.of("a", "b", "c")) : Set.of();
    boolean direct = random.nextInt(8) == 0;
    if (!fleeting) {
      String onlyFor = direct ? socket.id() : null;
      emits.add(new Emit(offset, to, except, onlyFor, length, millis()));
      Emit newest = emits.newest();
      clients.forEach(client -> client.onEmit(newest));
    }
    if (direct) {
      adapter().send(socket.recipient(), Broadcast.direct("/", event, what, socket.id(), flags));
    } else {
      adapter().broadcast(new Broadcast("/", event, what, new Selection(to, except, flags)));
    }
    assertThat(Objects.requireNonNull(adapter().position()).offset()).isEqualTo(emits.position());
  }

  /** One or more of them. */
  Set<String> some(Set<String> names) {
    Set<String> some = new TreeSet<>();
    List<String> sorted = names.stream().sorted().toList();
    some.add(sorted.get(random.nextInt(sorted.size())));
    for (String name : sorted) {
      if (random.nextInt(4) == 0) {
        some.add(name);
      }
    }
    return some;
  }

  /** What subscribers share. */
  SubscriberContext context() {
    return new SubscriberContext(
        adapters, sessions, timers, watchdog, 100, 1, OUTBOX_BYTES, timers.clock(), 60_000);
  }

  Adapter adapter() {
    return adapters.of("/");
  }

  String epoch() {
    return Objects.requireNonNull(adapter().position()).epoch();
  }

  Emits emits() {
    return emits;
  }

  Tally tally() {
    return tally;
  }

  JsonBinding json() {
    return json;
  }

  long millis() {
    return timers.clock().millis();
  }

  /** Whether some events may be more than waits for one client. */
  boolean mayExceedOutbox(ArrayDeque<Long> offsets) {
    return emits.length(offsets) + (long) MOST_EVENT_BYTES * (offsets.size() + 1) > OUTBOX_BYTES;
  }

  /** A server that was started since knows nothing of a socket's session. */
  void forget(String pid) {
    forgotten.add(pid);
  }

  boolean knows(String pid) {
    return !forgotten.contains(pid);
  }

  JsonObject object(String text) {
    return Objects.requireNonNull(json.fromJson(text, JsonObject.class));
  }

  JsonArray array(String text) {
    return Objects.requireNonNull(json.fromJson(text, JsonArray.class));
  }

  @Override
  public void close() {
    adapters.close();
    watchdog.close();
  }
}
