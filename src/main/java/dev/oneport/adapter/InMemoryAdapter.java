package dev.oneport.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.metrics.EventWatch;
import dev.oneport.metrics.Metrics;
import dev.oneport.protocol.json.EncodedArguments;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of a single node.
 *
 * <p>One lock gives all that happens in the namespace its order: emits, joins and leaves. Nothing
 * but memory is touched under it; recipients send after it.
 */
public final class InMemoryAdapter implements Adapter {
  private static final System.Logger LOG = System.getLogger(InMemoryAdapter.class.getName());
  private static final long NOT_KNOWN = -1;

  private final ReentrantLock order = new ReentrantLock();
  private final RoomEvents events = new RoomEvents();
  private final Rooms rooms = new Rooms(events);

  /** Whether it was said that there are no other servers. */
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Null if events are not logged. */
  @GuardedBy("order")
  private final @Nullable EventLog log;

  /** Null if clients are not recovered. */
  @GuardedBy("order")
  private final @Nullable SuspendedSessions away;

  private final @Nullable Sweeper sweeper;
  private final Metrics metrics;
  private final FanOut fanOut;

  /** A broadcast at its place in the log, and who got it. */
  private record Reached(Broadcast placed, List<Recipient> recipients) {}

  /** Without a log: what was emitted while somebody was away is gone. */
  public InMemoryAdapter() {
    log = null;
    away = null;
    sweeper = null;
    metrics = new Metrics();
    fanOut = FanOut.alone();
  }

  /** With a log of what was emitted; and with recovery, if it is enabled. */
  public InMemoryAdapter(LogConfig limits, RecoveryConfig recovery, Clock clock, Timers timers) {
    this(limits, recovery, clock, timers, new Metrics(), FanOut.alone());
  }

  /** The same with what is measured, and who sends. */
  public InMemoryAdapter(
      LogConfig limits,
      RecoveryConfig recovery,
      Clock clock,
      Timers timers,
      Metrics metrics,
      FanOut fanOut) {
    this.metrics = metrics;
    this.fanOut = fanOut;
    log = new EventLog(limits, recovery.enabled(), clock);
    away = recovery.enabled() ? new SuspendedSessions(recovery, clock) : null;
    sweeper = new Sweeper(timers, limits.maxAgeMillis(), this::sweep);
  }

  @Override
  public void init(AdapterHost host) {
    events.host(host);
  }

  @Override
  public CompletionStage<Integer> serverCount() {
    return CompletableFuture.completedFuture(1);
  }

  @Override
  public Delivered broadcast(Broadcast broadcast) {
    Reached reached = deliver(broadcast);
    return new Delivered(reached.placed().cursor(), reached.recipients().size());
  }

  @Override
  public void broadcastWithAck(Broadcast broadcast) {
    AckRequest request = Objects.requireNonNull(broadcast.ackRequest());
    int asked = 0;
    for (Recipient recipient : deliver(broadcast).recipients()) {
      asked += recipient.canAnswer() ? 1 : 0;
    }
    request.answers().expect(asked);
  }

  private Reached deliver(Broadcast broadcast) {
    long began = metrics.nanoTime();
    List<Recipient> reached;
    Broadcast placed;
    order.lock();
    try {
      placed = place(broadcast);
      reached = rooms.select(broadcast.selection());
      for (Recipient recipient : reached) {
        recipient.enqueue(placed);
      }
      settle();
    } finally {
      order.unlock();
    }
    fanOut.flush(reached, () -> metrics.fanOut().record(metrics.nanoTime() - began));
    watched(broadcast, reached.size());
    return new Reached(placed, reached);
  }

  @Override
  public void send(Recipient recipient, Broadcast direct) {
    Recipient current;
    order.lock();
    try {
      Recipient known = rooms.find(recipient.id());
      current = known == null ? recipient : known;
      current.enqueue(place(direct));
      settle();
    } finally {
      order.unlock();
    }
    current.flush();
    watched(direct, 1);
  }

  private void watched(Broadcast event, int recipients) {
    EventWatch watch = metrics.watch();
    if (watch != EventWatch.NONE) {
      watch.emitted(
          new EventWatch.Emitted(
              event.namespace(),
              event.event(),
              event.selection().rooms(),
              event.onlyFor(),
              event.arguments()::json,
              recipients));
    }
  }

  @GuardedBy("order")
  private Broadcast place(Broadcast broadcast) {
    return log == null || isFleeting(broadcast) ? broadcast : log.append(broadcast);
  }

  /** Whether nobody may ask for it later. */
  @GuardedBy("order")
  private boolean isFleeting(Broadcast broadcast) {
    return broadcast.selection().flags().isVolatile()
        || broadcast.ackRequest() != null
        || (broadcast.onlyFor() != null && away == null);
  }

  @GuardedBy("order")
  private void settle() {
    if (log != null) {
      log.settle();
      wake();
    }
  }

  private void wake() {
    if (sweeper != null) {
      sweeper.wake();
    }
  }

  private boolean sweep() {
    order.lock();
    try {
      if (log != null) {
        log.prune();
      }
      if (away != null) {
        away.prune();
      }
      return (log != null && log.size() > 0) || (away != null && away.size() > 0);
    } finally {
      order.unlock();
    }
  }

  @Override
  public void add(Recipient recipient) {
    order.lock();
    try {
      rooms.add(recipient, offset());
    } finally {
      order.unlock();
    }
  }

  @Override
  public boolean join(Recipient recipient, Set<String> names, int maxRooms) {
    RoomNames.check(names);
    boolean joined;
    order.lock();
    try {
      joined = rooms.join(recipient, names, maxRooms, offset());
    } finally {
      order.unlock();
    }
    events.publish();
    return joined;
  }

  @Override
  public boolean join(
      Recipient recipient,
      Set<String> names,
      int maxRooms,
      @Nullable Cursor since,
      Consumer<CatchUp> told) {
    boolean joined = joinSince(recipient, names, maxRooms, since, told);
    events.publish();
    return joined;
  }

  private boolean joinSince(
      Recipient recipient,
      Set<String> names,
      int maxRooms,
      @Nullable Cursor since,
      Consumer<CatchUp> told) {
    order.lock();
    try {
      Gap gap = gap(since);
      Presence before = rooms.presenceOf(recipient);
      long from = since == null || gap != null ? offset() : since.offset();
      if (before == null || !rooms.join(recipient, names, maxRooms, from)) {
        return false;
      }
      Presence after = Objects.requireNonNull(rooms.presenceOf(recipient));
      told.accept(catchUp(gap, from, event -> after.receives(event) && !before.receives(event)));
      return true;
    } finally {
      order.unlock();
    }
  }

  @Override
  public CatchUp read(Set<String> names, @Nullable Cursor since) {
    order.lock();
    try {
      Gap gap = gap(since);
      return catchUp(gap, since == null ? 0 : since.offset(), event -> isTo(names, event));
    } finally {
      order.unlock();
    }
  }

  @GuardedBy("order")
  private @Nullable Gap gap(@Nullable Cursor since) {
    if (since == null) {
      return Gap.NO_CURSOR;
    }
    return log == null ? Gap.EPOCH : log.gap(since);
  }

  @GuardedBy("order")
  private CatchUp catchUp(@Nullable Gap gap, long from, Predicate<Broadcast> wanted) {
    List<Broadcast> missed = new ArrayList<>();
    if (log != null && gap == null) {
      log.read(from, wanted, missed::add);
    }
    return new CatchUp(gap, missed, position());
  }

  private static boolean isTo(Set<String> names, Broadcast event) {
    Set<String> rooms = event.selection().rooms();
    return event.onlyFor() == null
        && (rooms.isEmpty()
            ? names.contains(RoomNames.EVERYBODY)
            : !Collections.disjoint(rooms, names))
        && Collections.disjoint(event.selection().except(), names);
  }

  @Override
  public @Nullable Cursor position() {
    order.lock();
    try {
      return log == null ? null : log.position();
    } finally {
      order.unlock();
    }
  }

  @GuardedBy("order")
  private long offset() {
    return log == null ? 0 : log.position().offset();
  }

  @Override
  public void leave(Recipient recipient, String room) {
    order.lock();
    try {
      rooms.leave(recipient, room, offset(), log == null ? 0 : log.dropped());
    } finally {
      order.unlock();
    }
    events.publish();
  }

  @Override
  public Set<String> remove(Recipient recipient) {
    Presence left;
    order.lock();
    try {
      left = rooms.remove(recipient);
    } finally {
      order.unlock();
    }
    events.publish();
    return left == null ? Set.of() : Set.copyOf(left.rooms());
  }

  @Override
  public Set<String> suspend(Recipient recipient, RecoverableSession session) {
    Set<String> left;
    order.lock();
    try {
      Presence presence = rooms.remove(recipient);
      left = presence == null ? Set.of() : Set.copyOf(presence.rooms());
      if (presence == null || away == null) {
        session.end();
      } else {
        away.suspend(session, presence, offset());
        wake();
      }
    } finally {
      order.unlock();
    }
    events.publish();
    return left;
  }

  @Override
  public @Nullable RecoverableSession claim(
      String pid, @Nullable String owner, @Nullable Cursor received) {
    order.lock();
    try {
      RecoverableSession session = away == null ? null : away.find(pid);
      if (session == null || !session.isOf(owner) || missedAfter(session, received) == NOT_KNOWN) {
        return null;
      }
      session.claim();
      return session;
    } finally {
      order.unlock();
    }
  }

  @Override
  public boolean resume(
      Recipient recipient,
      RecoverableSession session,
      @Nullable Cursor received,
      Consumer<Broadcast> missed) {
    order.lock();
    try {
      long after = missedAfter(session, received);
      if (log == null || away == null || after == NOT_KNOWN) {
        return false;
      }
      log.read(
          after,
          session::receives,
          event -> {
            session.onMissed(event);
            missed.accept(event);
          });
      away.remove(session);
      rooms.restore(recipient, session.resume(after));
    } finally {
      order.unlock();
    }
    events.publish();
    return true;
  }

  /** The offset after which the log tells all that a client has missed, if it does. */
  @GuardedBy("order")
  private long missedAfter(RecoverableSession session, @Nullable Cursor received) {
    if (log == null || !session.isOpen()) {
      return NOT_KNOWN;
    }
    log.prune();
    // A client keeps the cursor it had before the server was started anew: it has nothing since.
    boolean ofThisLog = received != null && received.epoch().equals(log.position().epoch());
    long upTo = received != null && ofThisLog ? received.offset() : 0;
    if (upTo > offset()) {
      return NOT_KNOWN;
    }
    long after = session.missedAfter(upTo);
    return after >= log.dropped() && session.isKnownSince(after) ? after : NOT_KNOWN;
  }

  @Override
  public void release(RecoverableSession session) {
    order.lock();
    try {
      session.release();
    } finally {
      order.unlock();
    }
  }

  @Override
  public void forget(RecoverableSession session) {
    order.lock();
    try {
      session.end();
      if (away != null) {
        away.remove(session);
      }
    } finally {
      order.unlock();
    }
  }

  @Override
  public Set<String> roomsOf(String recipientId) {
    return rooms.roomsOf(recipientId);
  }

  @Override
  public Set<String> rooms() {
    return rooms.names();
  }

  @Override
  public Set<String> members(String room) {
    return rooms.members(room);
  }

  @Override
  public CompletionStage<Set<String>> sockets(Set<String> names) {
    Set<String> ids = new HashSet<>();
    for (Recipient recipient : rooms.select(Selection.EVERYBODY.and(names))) {
      if (recipient.canAnswer()) {
        ids.add(recipient.id());
      }
    }
    return CompletableFuture.completedFuture(ids);
  }

  @Override
  public CompletionStage<List<SocketSnapshot>> fetchSockets(Selection selection) {
    List<SocketSnapshot> snapshots = new ArrayList<>();
    for (Recipient recipient : rooms.select(selection)) {
      SocketSnapshot snapshot = recipient.snapshot();
      if (snapshot != null) {
        snapshots.add(snapshot);
      }
    }
    return CompletableFuture.completedFuture(snapshots);
  }

  @Override
  public void addSockets(Selection selection, Set<String> names) {
    RoomNames.check(names);
    int refused = 0;
    for (Recipient recipient : rooms.select(selection)) {
      refused += recipient.join(names) ? 0 : 1;
    }
    if (refused > 0) {
      LOG.log(
          Level.WARNING,
          "rooms-full: {0} did not join: they would have been in too many rooms",
          refused);
    }
  }

  @Override
  public void delSockets(Selection selection, Set<String> names) {
    for (Recipient recipient : rooms.select(selection)) {
      names.forEach(recipient::leave);
    }
  }

  @Override
  public void disconnectSockets(Selection selection, boolean close) {
    rooms.select(selection).forEach(recipient -> recipient.disconnect(close));
  }

  @Override
  public void serverSideEmit(
      String event, EncodedArguments arguments, @Nullable AckCollector answers) {
    if (warned.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "no-other-servers: serverSideEmit reaches nobody: there are no other servers");
    }
    if (answers != null) {
      answers.expect(0);
    }
  }

  @Override
  public void close() {
    if (sweeper != null) {
      sweeper.close();
    }
  }
}
