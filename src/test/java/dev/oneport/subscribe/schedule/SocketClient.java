package dev.oneport.subscribe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.Recipient;
import dev.oneport.adapter.RecoverableSession;
import dev.oneport.subscribe.schedule.Emits.Emit;
import dev.oneport.subscribe.schedule.Tally.What;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO client with connection state recovery: the server knows its rooms while it is away.
 */
final class SocketClient implements Client {
  private static final List<String> ROOMS = List.of("a", "b", "c");

  private final Schedule world;
  private final String name;
  private final Set<String> rooms = new HashSet<>();

  /** What is for it and did not come yet, by offset. */
  private final ArrayDeque<Long> expected = new ArrayDeque<>();

  private int lives;
  private RecoverableSession session;
  private Link link;
  private boolean away;
  private long awaySince;

  /** Up to where it has all, and of which server; null before the first event. */
  private @Nullable Cursor at;

  /** The place of the log when it came as somebody new, or when it went with all that there was. */
  private long settledAt;

  /** A connection: what was sent, as far as it has not arrived. */
  private static final class Link implements Recipient {
    private final RecoverableSession session;
    private final ArrayDeque<Broadcast> sent = new ArrayDeque<>();

    Link(RecoverableSession session) {
      this.session = session;
    }

    @Override
    public String id() {
      return session.id();
    }

    @Override
    public @Nullable String user() {
      return null;
    }

    @Override
    public void enqueue(Broadcast broadcast) {
      if (session.onQueued(broadcast)) {
        sent.add(broadcast);
      }
    }

    @Override
    public void flush() {
      // The client gets it when the schedule says so.
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
  }

  SocketClient(Schedule world, String name) {
    this.world = world;
    this.name = name;
    session = begin();
    link = new Link(session);
    connect();
  }

  /** Its own room, by which it alone is reached. */
  String id() {
    return session.id();
  }

  Recipient recipient() {
    return link;
  }

  private RecoverableSession begin() {
    lives++;
    return new RecoverableSession(
        "pid of " + name + lives,
        name + lives,
        null,
        new ConcurrentHashMap<>(),
        world.adapter().position());
  }

  private void connect() {
    session = begin();
    link = new Link(session);
    away = false;
    at = null;
    expected.clear();
    rooms.clear();
    settledAt = world.emits().position();
    world.adapter().add(link);
    join(session.id());
  }

  private void join(String room) {
    assertThat(world.adapter().join(link, Set.of(room), 100)).isTrue();
    rooms.add(room);
  }

  @Override
  public void onEmit(Emit emit) {
    if (emit.isForSocket(session.id(), rooms)) {
      expected.add(emit.offset());
    }
  }

  @Override
  public void step() {
    if (away) {
      comeBack();
      return;
    }
    switch (world.random.nextInt(6)) {
      case 0 -> {
        receiveSome();
        cut();
      }
      case 1 -> join(ROOMS.get(world.random.nextInt(3)));
      case 2 -> {
        String room = ROOMS.get(world.random.nextInt(3));
        world.adapter().leave(link, room);
        rooms.remove(room);
      }
      default -> receiveSome();
    }
  }

  private void cut() {
    away = true;
    awaySince = world.millis();
    settledAt = expected.isEmpty() ? world.emits().position() : settledAt;
    world.adapter().suspend(link, session);
    world.tally().count(What.CUT);
  }

  private void receiveSome() {
    for (int i = world.random.nextInt(link.sent.size() + 1); i > 0; i--) {
      receive(link.sent.remove());
    }
  }

  private void receive(Broadcast broadcast) {
    Cursor place = broadcast.cursor();
    if (place == null) {
      assertThat(broadcast.event()).isEqualTo("fleeting");
      return;
    }
    assertThat(place.offset()).as("the next event of %s", expected).isEqualTo(expected.poll());
    at = place;
    world.tally().count(What.EVENT_ON_SOCKET);
  }

  private void comeBack() {
    RecoverableSession claimed = world.adapter().claim(session.pid(), null, at);
    if (claimed == null) {
      world.tally().count(What.SOCKET_REFUSED);
      long has = Math.max(at == null ? 0 : at.offset(), settledAt);
      boolean late = world.millis() - awaySince > Schedule.RECOVERY.maxDisconnectionMillis();
      boolean ofAnother = lives == 0 || !world.knows(session.pid());
      assertThat(ofAnother || late || world.emits().mayHaveDropped(has, world.millis()))
          .as("refused needlessly")
          .isTrue();
      connect();
      return;
    }
    if (!expected.isEmpty()) {
      assertThat(world.emits().mustHaveDropped(expected.getFirst() - 1, world.millis()))
          .as("there is a gap, untold")
          .isFalse();
    }
    link = new Link(claimed);
    away = false;
    assertThat(world.adapter().resume(link, claimed, at, link.sent::add)).isTrue();
    world.tally().count(What.SOCKET_RECOVERED);
  }

  @Override
  public void look() {
    // The schedule of its cuts is its own.
  }

  @Override
  public void onRestart() {
    away = true;
    world.forget(session.pid());
  }

  @Override
  public void settle() {
    if (away) {
      comeBack();
    }
    while (!link.sent.isEmpty()) {
      receive(Objects.requireNonNull(link.sent.poll()));
    }
    assertThat(expected).as("what did not come to %s", name).isEmpty();
  }
}
