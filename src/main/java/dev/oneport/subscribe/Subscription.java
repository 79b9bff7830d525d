package dev.oneport.subscribe;

import dev.oneport.Handshake;
import dev.oneport.RoomAuthorizer;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.PlainText;
import dev.oneport.adapter.Recipient;
import dev.oneport.adapter.RoomNames;
import dev.oneport.adapter.SocketSnapshot;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's rooms in one namespace. Where the subscriber is a socket of the application too,
 * both are this one recipient, so that each event comes once. Any thread.
 */
public final class Subscription implements Recipient {
  /** What clients call the emits to everybody in a namespace, among the names of rooms. */
  public static final String EVERYBODY = "*";

  private final Subscriber subscriber;
  private final Adapter adapter;
  private final Voice voice;
  private final int maxRooms;

  /** Null unless the subscriber is a socket here. */
  private volatile @Nullable Recipient socket;

  /** Whether the client has asked for rooms here. */
  private volatile boolean used;

  /** The rooms it has asked for, in its own words: those that its user may have to leave. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  Subscription(Subscriber subscriber, Adapter adapter, Voice voice, int maxRooms) {
    this.subscriber = subscriber;
    this.adapter = adapter;
    this.voice = voice;
    this.maxRooms = maxRooms + 1; // The one that it alone is in.
  }

  /** Makes it known, in the room that it alone is in, by which it can be emitted to. */
  void enter() {
    adapter.add(this);
    adapter.join(this, Set.of(id()), maxRooms);
  }

  /**
   * Joins rooms; the client is told, and gets what it missed.
   *
   * @param rooms names, and {@link #EVERYBODY}
   * @param since what it has of these rooms; null if it has nothing
   * @param answer what the client is told, before what it missed and what comes; called under a
   *     lock: touches nothing but memory
   * @return false if it would be in too many; then it joined none
   */
  public boolean join(Set<String> rooms, @Nullable Cursor since, Function<CatchUp, String> answer) {
    boolean joined =
        adapter.join(this, inside(rooms), limit(), since, catchUp -> begin(catchUp, answer));
    used |= joined;
    if (joined) {
      asked.addAll(rooms);
    }
    flush();
    return joined;
  }

  /**
   * Tells the client something that goes with its place in the event log: before it everything up
   * to there was queued, after it everything that comes.
   *
   * @param text called under a lock: touches nothing but memory
   */
  public void atPosition(Function<@Nullable Cursor, String> text) {
    adapter.join(
        this,
        Set.of(),
        limit(),
        null,
        here -> subscriber.enqueue(PlainText.of(text.apply(here.position()))));
    flush();
  }

  /** Leaves rooms. */
  public void leave(Set<String> rooms) {
    asked.removeAll(rooms);
    Set<String> names = inside(rooms);
    names.remove(id());
    names.forEach(room -> adapter.leave(this, room));
  }

  /** Those of the rooms it asked for that its client may not listen to, any more. */
  public Set<String> lostBy(RoomAuthorizer rules, Handshake client, String namespace) {
    return asked.stream()
        .filter(room -> !rules.mayListen(client, namespace, room).isAllowed())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** From now on what concerns the client here concerns its socket. */
  void become(Recipient itsSocket) {
    socket = itsSocket;
  }

  /** Whether the client has asked for rooms here. */
  boolean isUsed() {
    return used;
  }

  /** One more for the room that a socket alone is in. */
  private int limit() {
    return socket == null ? maxRooms : maxRooms + 1;
  }

  /** The rooms it is in; a snapshot. */
  Set<String> rooms() {
    return adapter.roomsOf(id());
  }

  /** Under the order lock. What would not fit is a gap, lest the client is cut off each time. */
  private void begin(CatchUp catchUp, Function<CatchUp, String> answer) {
    List<PlainText> texts = new ArrayList<>(catchUp.missed().size() + 1);
    texts.add(PlainText.of(answer.apply(catchUp)));
    for (Broadcast missed : catchUp.missed()) {
      texts.add(text(missed));
    }
    if (!catchUp.missed().isEmpty() && !subscriber.hasRoomFor(texts)) {
      subscriber.enqueue(PlainText.of(answer.apply(catchUp.because(Gap.TOO_MANY))));
      subscriber.metrics().recoveriesFailed().increment();
      return;
    }
    texts.forEach(subscriber::enqueue);
    subscriber.metrics().eventsSent().add(subscriber.transport(), catchUp.missed().size());
    if (catchUp.recovered()) {
      subscriber.metrics().recovered().increment();
    } else if (catchUp.gap() != Gap.NO_CURSOR) {
      subscriber.metrics().recoveriesFailed().increment();
    }
  }

  private PlainText text(Broadcast broadcast) {
    Set<String> rooms = broadcast.selection().rooms();
    String room = rooms.size() > 1 ? firstOfMine(rooms) : null;
    return broadcast.as(socket == null ? voice.format(room) : voice.answerable(room));
  }

  private @Nullable String firstOfMine(Set<String> rooms) {
    Set<String> mine = adapter.roomsOf(id());
    return rooms.stream().filter(mine::contains).findFirst().orElse(null);
  }

  /**
   * What somebody who is in no room missed of some.
   *
   * @param rooms as clients name them
   * @param user whose sessions are emitted to as well; null if nobody has signed in
   * @param since what it has of them; null if it has nothing
   */
  public static CatchUp read(
      Adapter adapter, Set<String> rooms, @Nullable Principal user, @Nullable Cursor since) {
    return adapter.read(heardOf(inside(rooms), user), since);
  }

  /** With the name that stands for all sessions of a user. */
  static Set<String> heardOf(Set<String> rooms, @Nullable Principal user) {
    Set<String> names = new LinkedHashSet<>(rooms);
    if (user != null) {
      names.add(RoomNames.ofUser(user.getName()));
    }
    return names;
  }

  static Set<String> inside(Set<String> rooms) {
    Set<String> names = new LinkedHashSet<>(RoomNames.check(rooms));
    if (names.remove(EVERYBODY)) {
      names.add(RoomNames.EVERYBODY);
    }
    return names;
  }

  @Override
  public String id() {
    return subscriber.id();
  }

  @Override
  public @Nullable String user() {
    Principal principal = subscriber.principal();
    return principal == null ? null : principal.getName();
  }

  /** By the server, not by the client: nothing is told. */
  @Override
  public boolean join(Set<String> rooms) {
    return adapter.join(this, rooms, limit());
  }

  @Override
  public void leave(String room) {
    leave(Set.of(room));
  }

  @Override
  public void disconnect(boolean close) {
    Recipient own = socket;
    if (own == null) {
      subscriber.disconnect();
    } else {
      own.disconnect(close);
    }
  }

  /** Emits to everybody are for it if it is a socket, or asked for them. */
  @Override
  public boolean isInNamespace() {
    return socket != null;
  }

  @Override
  public boolean canAnswer() {
    return socket != null;
  }

  @Override
  public @Nullable SocketSnapshot snapshot() {
    Recipient own = socket;
    return own == null ? null : own.snapshot();
  }

  /** The socket first: it must be ready for the answer. */
  @Override
  public void enqueue(Broadcast broadcast) {
    Recipient own = socket;
    if (own != null) {
      own.enqueue(broadcast);
    }
    subscriber.metrics().eventsSent().increment(subscriber.transport());
    if (broadcast.isVolatile()) {
      subscriber.enqueueIfWritable(text(broadcast));
    } else {
      subscriber.enqueue(text(broadcast), broadcast.whenFull());
    }
  }

  @Override
  public void flush() {
    Recipient own = socket;
    if (own != null) {
      own.flush();
    }
    subscriber.flush();
  }
}
