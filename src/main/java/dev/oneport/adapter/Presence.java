package dev.oneport.adapter;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that one recipient is in, and since which offset of the event log; also those it has
 * left lately. So it can be told afterwards, event by event, which ones were for it.
 *
 * <p>Not safe for threads: the membership that it belongs to guards it.
 */
final class Presence {
  /** One who leaves more rooms than this within the log's reach can't be told about older ones. */
  static final int MAX_PAST = 256;

  private static final int ROOM_OVERHEAD_BYTES = 128;

  private final String id;

  /** The offset after which broadcasts to everybody, and to its user, are for it. */
  private long since;

  private final boolean inNamespace;

  /** The name that stands for all sessions of its user; null for an anonymous one. */
  private final @Nullable String userRoom;

  /** By room, the offset after which it is in it. */
  private final Map<String, Long> rooms = new LinkedHashMap<>();

  /** The rooms it was in, oldest first; null for none. */
  private @Nullable ArrayDeque<Stay> past;

  /** What was for it up to this offset is not known any more. */
  private long forgotten;

  /** It was in the room for the events after one offset, up to another. */
  private record Stay(String room, long after, long upTo) {}

  Presence(Recipient recipient, long since) {
    this.id = recipient.id();
    this.inNamespace = recipient.isInNamespace();
    this.since = since;
    String user = recipient.user();
    this.userRoom = user == null ? null : RoomNames.ofUser(user);
  }

  /** The same as another, for somebody else to keep. */
  Presence(Presence other) {
    this.id = other.id;
    this.inNamespace = other.inNamespace;
    this.since = other.since;
    this.userRoom = other.userRoom;
    this.rooms.putAll(other.rooms);
    this.past = other.past == null ? null : new ArrayDeque<>(other.past);
    this.forgotten = other.forgotten;
  }

  /** What keeping it takes in memory, in bytes. */
  long retainedBytes() {
    long bytes = 0;
    for (String room : rooms.keySet()) {
      bytes += ROOM_OVERHEAD_BYTES + 2L * room.length();
    }
    if (past != null) {
      for (Stay stay : past) {
        bytes += ROOM_OVERHEAD_BYTES + 2L * stay.room().length();
      }
    }
    return bytes;
  }

  /** The rooms it is in now. */
  Set<String> rooms() {
    return rooms.keySet();
  }

  /** How many rooms it would be in. */
  int countWith(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(rooms.keySet());
    all.addAll(more);
    return all.size();
  }

  /**
   * It is in a room from now on.
   *
   * @param position of the log: the offset after which it is in it
   * @return false if it was in it already
   */
  boolean join(String room, long position) {
    // Who catches up in a room does so in what went to its user.
    since = Math.min(since, position);
    return rooms.putIfAbsent(room, position) == null;
  }

  /**
   * It is not in a room any more.
   *
   * @param position of the log: the offset up to which it was in it
   * @param dropped what happened up to this offset is of no interest any more
   * @return false if it was not in it
   */
  boolean leave(String room, long position, long dropped) {
    Long after = rooms.remove(room);
    if (after == null) {
      return false;
    }
    if (position > after) {
      remember(new Stay(room, after, position), dropped);
    }
    return true;
  }

  private void remember(Stay stay, long dropped) {
    ArrayDeque<Stay> stays = past == null ? new ArrayDeque<>() : past;
    past = stays;
    while (!stays.isEmpty() && stays.getFirst().upTo() <= dropped) {
      stays.removeFirst();
    }
    stays.addLast(stay);
    if (stays.size() > MAX_PAST) {
      forgotten = stays.removeFirst().upTo();
    }
  }

  /** Whether it is still known which events after this offset were for it. */
  boolean isKnownSince(long offset) {
    return offset >= forgotten;
  }

  /** Whether an event of the log was, or would have been, delivered to it. */
  boolean receives(Broadcast event) {
    String only = event.onlyFor();
    return only == null ? isSelectedBy(event) : only.equals(id);
  }

  private boolean isSelectedBy(Broadcast event) {
    long offset = Objects.requireNonNull(event.cursor()).offset();
    if (event.selection().rooms().isEmpty()
        ? !(inNamespace && offset > since) && !wasIn(RoomNames.EVERYBODY, offset)
        : !wasInAny(event.selection().rooms(), offset)) {
      return false;
    }
    return !wasInAny(event.selection().except(), offset);
  }

  private boolean wasInAny(Set<String> names, long offset) {
    for (String name : names) {
      if (wasIn(name, offset)) {
        return true;
      }
    }
    return false;
  }

  private boolean wasIn(String room, long offset) {
    if (room.equals(userRoom)) {
      return offset > since;
    }
    Long after = rooms.get(room);
    if (after != null && offset > after) {
      return true;
    }
    if (past != null) {
      for (Stay stay : past) {
        if (offset > stay.after() && offset <= stay.upTo() && stay.room().equals(room)) {
          return true;
        }
      }
    }
    return false;
  }
}
