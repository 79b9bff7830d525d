package dev.oneport.subscribe;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.Recipient;
import dev.oneport.concurrent.Timers;
import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.engineio.RandomId;
import java.security.Principal;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A poll that waits until something is emitted to its rooms. It keeps nothing of that itself: the
 * answer comes from the event log, a moment after the first event, so that a burst is one answer.
 * Any thread.
 */
public final class PollWaiter implements Recipient {
  /** How long a burst may take. */
  static final int COLLECT_MILLIS = 25;

  private final String id = RandomId.publicId();
  private final Adapter adapter;
  private final Timers timers;
  private final Set<String> rooms;
  private final @Nullable Principal user;
  private final Consumer<CatchUp> answer;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable Timer deadline;

  @GuardedBy("lock")
  private boolean collecting;

  @GuardedBy("lock")
  private boolean answered;

  /**
   * Whether there is something to tell. Written under the adapter's order lock, as is {@link
   * #since}.
   */
  private volatile boolean woken;

  /**
   * The place before the first event for the client. It moves on until there is one, lest the log
   * drops what came after it for others while a quiet room is waited for.
   */
  private volatile Cursor since;

  /**
   * A poll that does not wait yet.
   *
   * @param rooms as clients name them
   * @param answer called once, on any thread, with no lock held; not if it is abandoned before
   */
  public PollWaiter(
      Adapter adapter, Timers timers, Set<String> rooms, Cursor since, Consumer<CatchUp> answer) {
    this(adapter, timers, rooms, null, since, answer);
  }

  /**
   * The same of somebody who has signed in.
   *
   * @param user whose sessions are emitted to as well; null for nobody
   */
  public PollWaiter(
      Adapter adapter,
      Timers timers,
      Set<String> rooms,
      @Nullable Principal user,
      Cursor since,
      Consumer<CatchUp> answer) {
    this.user = user;
    this.adapter = adapter;
    this.timers = timers;
    this.rooms = Subscription.inside(rooms);
    this.since = since;
    this.answer = answer;
  }

  /**
   * Waits.
   *
   * @param millis at most
   * @return false if those are too many rooms
   */
  public boolean start(int millis, int maxRooms) {
    adapter.add(this);
    boolean joined = adapter.join(this, rooms, maxRooms, since, this::begin);
    if (!joined) {
      adapter.remove(this);
      return false;
    }
    synchronized (lock) {
      deadline = timers.schedule(millis, this::finish);
    }
    flush();
    return true;
  }

  /** The rooms it is in: none before it waits, and none any more once it is answered. */
  Set<String> rooms() {
    return adapter.roomsOf(id);
  }

  private void begin(CatchUp told) {
    woken |= !told.recovered() || !told.missed().isEmpty();
    moveOn(told);
  }

  private void moveOn(CatchUp here) {
    Cursor position = here.position();
    if (!woken && position != null) {
      since = position;
    }
  }

  /** The client is gone. */
  public void abandon() {
    if (end()) {
      adapter.remove(this);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public @Nullable String user() {
    return user == null ? null : user.getName();
  }

  @Override
  public boolean join(Set<String> more) {
    return false;
  }

  @Override
  public void leave(String room) {
    // It has the rooms that its request names.
  }

  @Override
  public void disconnect(boolean close) {
    finish();
  }

  @Override
  public boolean isInNamespace() {
    return false;
  }

  /** What is not logged can't be told: it wakes nobody. */
  @Override
  public void enqueue(Broadcast broadcast) {
    Cursor place = broadcast.cursor();
    if (place != null && !woken) {
      woken = true;
      since = new Cursor(place.epoch(), place.offset() - 1);
    }
  }

  @Override
  public void flush() {
    synchronized (lock) {
      if (!woken || collecting || answered) {
        return;
      }
      collecting = true;
    }
    timers.schedule(COLLECT_MILLIS, this::finish);
  }

  private void finish() {
    if (end()) {
      adapter.join(this, Set.of(), rooms.size(), null, this::moveOn);
      adapter.remove(this);
      answer.accept(adapter.read(Subscription.heardOf(rooms, user), since));
    }
  }

  private boolean end() {
    synchronized (lock) {
      if (answered) {
        return false;
      }
      answered = true;
      if (deadline != null) {
        deadline.cancel();
      }
      return true;
    }
  }
}
