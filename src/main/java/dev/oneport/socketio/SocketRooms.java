package dev.oneport.socketio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Recipient;
import dev.oneport.adapter.RecoverableSession;
import dev.oneport.adapter.RoomNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rooms of one socket: set aside until it is connected, then those of the adapter, then nothing
 * but what its disconnect handlers are shown. Any thread.
 */
final class SocketRooms {

  private enum Phase {
    ASIDE,
    JOINED,
    GONE
  }

  private final Adapter adapter;
  private final Recipient recipient;
  private final Set<String> before;
  private final int maxRooms;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private Phase phase = Phase.ASIDE;

  /** Those to join once connected; later those it was in, while its disconnect is handled. */
  @GuardedBy("lock")
  private Set<String> aside = new LinkedHashSet<>();

  /**
   * Begins.
   *
   * @param before where it was before, if it comes back
   * @param maxRooms besides the room that it alone is in
   */
  SocketRooms(Adapter adapter, Recipient recipient, Set<String> before, int maxRooms) {
    this.adapter = adapter;
    this.recipient = recipient;
    this.before = Set.copyOf(before);
    this.maxRooms = maxRooms;
    aside.addAll(before);
    aside.add(recipient.id());
  }

  /**
   * Joins rooms; without effect once it is gone.
   *
   * @throws IllegalStateException if these are too many; then it joined none of them
   */
  void join(String... rooms) {
    boolean joined = tryJoin(RoomNames.check(new LinkedHashSet<>(List.of(rooms))));
    check(joined || isGone());
  }

  /**
   * Joins rooms; without effect once it is gone.
   *
   * @return false if these are too many, or it is gone; then it joined none of them
   */
  boolean tryJoin(Set<String> names) {
    synchronized (lock) {
      if (phase == Phase.ASIDE) {
        Set<String> all = new LinkedHashSet<>(aside);
        all.addAll(names);
        if (all.size() > limit()) {
          return false;
        }
        aside = all;
        return true;
      }
    }
    return adapter.join(recipient, names, limit());
  }

  void leave(String room) {
    synchronized (lock) {
      if (phase == Phase.ASIDE) {
        aside.remove(room);
        return;
      }
    }
    adapter.leave(recipient, room);
  }

  /** A snapshot. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(adapter.roomsOf(recipient.id()));
    synchronized (lock) {
      names.addAll(aside);
    }
    return names;
  }

  /**
   * Joins the rooms set aside, where it is in those it was in before; repeats until nothing changed
   * meanwhile, since what one thread does must keep its order.
   */
  void open() {
    Set<String> joined = before;
    for (; ; ) {
      Set<String> wanted;
      synchronized (lock) {
        wanted = Set.copyOf(aside);
        if (wanted.equals(joined)) {
          phase = Phase.JOINED;
          aside = Set.of();
          return;
        }
      }
      for (String room : joined) {
        if (!wanted.contains(room)) {
          adapter.leave(recipient, room);
        }
      }
      adapter.join(recipient, wanted, limit());
      joined = wanted;
    }
  }

  /**
   * Leaves everything for good.
   *
   * @return the rooms it was in
   */
  Set<String> close() {
    beGone();
    return adapter.remove(recipient);
  }

  /** Will never be connected: it is in no room, and who stands for it stays where it was. */
  Set<String> abandon() {
    beGone();
    return Set.of();
  }

  /**
   * Leaves everything, until the session is resumed.
   *
   * @return the rooms it was in
   */
  Set<String> suspend(RecoverableSession session) {
    beGone();
    return adapter.suspend(recipient, session);
  }

  private void beGone() {
    synchronized (lock) {
      phase = Phase.GONE;
      aside = Set.of();
    }
  }

  /** Shows the rooms it was in, or none, to whoever asks after the end. */
  void show(Set<String> rooms) {
    synchronized (lock) {
      aside = rooms;
    }
  }

  private boolean isGone() {
    synchronized (lock) {
      return phase == Phase.GONE;
    }
  }

  private int limit() {
    return maxRooms + 1;
  }

  private void check(boolean ok) {
    if (!ok) {
      throw new IllegalStateException(
          "a socket may be in " + maxRooms + " rooms at most (oneport.maxRoomsPerSocket)");
    }
  }
}
