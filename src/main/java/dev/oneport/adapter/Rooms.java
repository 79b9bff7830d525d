package dev.oneport.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which room of one namespace. Any thread.
 *
 * <p>A membership's lock is taken before a bin of {@link #members}; nothing is called back inside,
 * but what happens is noted.
 */
final class Rooms {
  private final Map<String, Membership> memberships = new ConcurrentHashMap<>();
  private final Map<String, Set<Recipient>> members = new ConcurrentHashMap<>();

  /** Who belongs to a user, by {@link RoomNames#ofUser}. */
  private final Map<String, Set<Recipient>> users = new ConcurrentHashMap<>();

  private final RoomEvents events;

  /** One recipient and its rooms. */
  private static final class Membership {
    final Recipient recipient;

    @GuardedBy("this")
    final Presence presence;

    @GuardedBy("this")
    boolean removed;

    Membership(Recipient recipient, Presence presence) {
      this.recipient = recipient;
      this.presence = presence;
    }
  }

  Rooms(RoomEvents events) {
    this.events = events;
  }

  /**
   * Makes a recipient known.
   *
   * @param position of the event log, or 0; so in all methods
   */
  void add(Recipient recipient, long position) {
    Membership membership = new Membership(recipient, new Presence(recipient, position));
    if (memberships.putIfAbsent(recipient.id(), membership) == null) {
      addToUser(recipient);
    }
  }

  private void addToUser(Recipient recipient) {
    String user = recipient.user();
    if (user != null) {
      users.compute(RoomNames.ofUser(user), (name, before) -> with(before, recipient));
    }
  }

  boolean join(Recipient recipient, Collection<String> rooms, int maxRooms, long position) {
    Membership membership = memberships.get(recipient.id());
    if (membership == null || membership.recipient != recipient) {
      return false;
    }
    synchronized (membership) {
      if (membership.removed || membership.presence.countWith(rooms) > maxRooms) {
        return false;
      }
      for (String room : rooms) {
        if (membership.presence.join(room, position)) {
          members.compute(room, (name, before) -> joined(name, before, recipient));
        }
      }
      return true;
    }
  }

  /**
   * Takes a recipient out of a room.
   *
   * @param dropped up to this position nobody will ask who was where
   */
  void leave(Recipient recipient, String room, long position, long dropped) {
    Membership membership = memberships.get(recipient.id());
    if (membership != null && membership.recipient == recipient) {
      synchronized (membership) {
        if (membership.presence.leave(room, position, dropped)) {
          forget(room, recipient);
        }
      }
    }
  }

  /** Makes a recipient known that is where another of its id was. */
  void restore(Recipient recipient, Presence presence) {
    Membership membership = new Membership(recipient, presence);
    memberships.put(recipient.id(), membership);
    addToUser(recipient);
    synchronized (membership) {
      for (String room : presence.rooms()) {
        members.compute(room, (name, before) -> joined(name, before, recipient));
      }
    }
  }

  /**
   * Takes a recipient out of everything.
   *
   * @return where it was; null if it is not known
   */
  @Nullable Presence remove(Recipient recipient) {
    Membership membership = memberships.get(recipient.id());
    if (membership == null || membership.recipient != recipient) {
      return null;
    }
    memberships.remove(recipient.id());
    String user = recipient.user();
    if (user != null) {
      users.computeIfPresent(RoomNames.ofUser(user), (name, before) -> without(before, recipient));
    }
    synchronized (membership) {
      membership.removed = true;
      membership.presence.rooms().forEach(room -> forget(room, recipient));
      return membership.presence;
    }
  }

  /** The recipient of that id; null if it is not known. */
  @Nullable Recipient find(String recipientId) {
    Membership membership = memberships.get(recipientId);
    return membership == null ? null : membership.recipient;
  }

  Set<String> roomsOf(String recipientId) {
    Membership membership = memberships.get(recipientId);
    if (membership == null) {
      return Set.of();
    }
    synchronized (membership) {
      return visible(membership.presence.rooms());
    }
  }

  private static Set<String> visible(Collection<String> rooms) {
    Set<String> visible = new LinkedHashSet<>(rooms);
    visible.removeIf(RoomNames::isReserved);
    return visible;
  }

  /** Where a recipient is and was, a snapshot; null if it is not known. */
  @Nullable Presence presenceOf(Recipient recipient) {
    Membership membership = memberships.get(recipient.id());
    if (membership == null) {
      return null;
    }
    synchronized (membership) {
      return new Presence(membership.presence);
    }
  }

  Set<String> names() {
    return visible(members.keySet());
  }

  Set<String> members(String room) {
    Set<String> ids = new HashSet<>();
    for (Recipient recipient : in(room)) {
      ids.add(recipient.id());
    }
    return ids;
  }

  /** Each recipient selected, once. */
  List<Recipient> select(Selection selection) {
    Set<String> rooms = selection.rooms();
    List<Recipient> selected = new ArrayList<>();
    if (rooms.isEmpty()) {
      Set<Recipient> listeners = in(RoomNames.EVERYBODY);
      for (Membership membership : memberships.values()) {
        Recipient each = membership.recipient;
        if (each.isInNamespace() && !listeners.contains(each)) {
          selected.add(each);
        }
      }
      selected.addAll(listeners);
    } else if (rooms.size() == 1) {
      selected.addAll(in(rooms.iterator().next()));
    } else {
      Set<Recipient> once = new LinkedHashSet<>();
      rooms.forEach(room -> once.addAll(in(room)));
      selected.addAll(once);
    }
    for (String room : selection.except()) {
      selected.removeAll(in(room));
    }
    return selected;
  }

  private Set<Recipient> in(String room) {
    Set<Recipient> found = RoomNames.isOfUser(room) ? users.get(room) : members.get(room);
    return found == null ? Set.of() : found;
  }

  private void forget(String room, Recipient recipient) {
    members.computeIfPresent(
        room,
        (name, before) -> {
          events.left(name, recipient.id());
          Set<Recipient> left = without(before, recipient);
          if (left == null) {
            events.deleted(name);
          }
          return left;
        });
  }

  private Set<Recipient> joined(String room, @Nullable Set<Recipient> before, Recipient recipient) {
    if (before == null) {
      events.created(room);
    }
    events.joined(room, recipient.id());
    return with(before, recipient);
  }

  private static Set<Recipient> with(@Nullable Set<Recipient> before, Recipient recipient) {
    Set<Recipient> set = before == null ? ConcurrentHashMap.newKeySet() : before;
    set.add(recipient);
    return set;
  }

  private static @Nullable Set<Recipient> without(Set<Recipient> set, Recipient recipient) {
    set.remove(recipient);
    return set.isEmpty() ? null : set;
  }
}
