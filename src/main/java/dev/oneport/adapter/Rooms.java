package dev.oneport.adapter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which room of one namespace. Any thread.
 *
 * <p>A membership's lock is taken before a bin of {@link #members}; nothing is called back inside.
 */
final class Rooms {
  private final Map<String, Membership> memberships = new ConcurrentHashMap<>();
  private final Map<String, Set<Recipient>> members = new ConcurrentHashMap<>();

  /** One recipient and its rooms. */
  private static final class Membership {
    final Recipient recipient;

    @GuardedBy("this")
    final Set<String> rooms = new LinkedHashSet<>();

    @GuardedBy("this")
    boolean removed;

    Membership(Recipient recipient) {
      this.recipient = recipient;
    }
  }

  void add(Recipient recipient) {
    memberships.putIfAbsent(recipient.id(), new Membership(recipient));
  }

  boolean join(Recipient recipient, Collection<String> rooms, int maxRooms) {
    Membership membership = memberships.get(recipient.id());
    if (membership == null) {
      return false;
    }
    synchronized (membership) {
      Set<String> all = new LinkedHashSet<>(membership.rooms);
      all.addAll(rooms);
      if (membership.removed || all.size() > maxRooms) {
        return false;
      }
      for (String room : rooms) {
        if (membership.rooms.add(room)) {
          members.compute(room, (name, before) -> with(before, recipient));
        }
      }
      return true;
    }
  }

  void leave(Recipient recipient, String room) {
    Membership membership = memberships.get(recipient.id());
    if (membership != null) {
      synchronized (membership) {
        if (membership.rooms.remove(room)) {
          forget(room, recipient);
        }
      }
    }
  }

  Set<String> remove(Recipient recipient) {
    Membership membership = memberships.remove(recipient.id());
    if (membership == null) {
      return Set.of();
    }
    synchronized (membership) {
      membership.removed = true;
      membership.rooms.forEach(room -> forget(room, recipient));
      return Set.copyOf(membership.rooms);
    }
  }

  Set<String> roomsOf(String recipientId) {
    Membership membership = memberships.get(recipientId);
    if (membership == null) {
      return Set.of();
    }
    synchronized (membership) {
      return new LinkedHashSet<>(membership.rooms);
    }
  }

  Set<String> names() {
    return Set.copyOf(members.keySet());
  }

  Set<String> members(String room) {
    Set<String> ids = new HashSet<>();
    for (Recipient recipient : in(room)) {
      ids.add(recipient.id());
    }
    return ids;
  }

  /** Calls the action once for each recipient selected; nothing is copied for a single room. */
  void select(Selection selection, Consumer<Recipient> action) {
    Set<String> rooms = selection.rooms();
    Set<String> except = selection.except();
    if (rooms.isEmpty()) {
      for (Membership membership : memberships.values()) {
        if (membership.recipient.isInNamespace()) {
          pass(membership.recipient, except, action);
        }
      }
    } else if (rooms.size() == 1) {
      for (Recipient recipient : in(rooms.iterator().next())) {
        pass(recipient, except, action);
      }
    } else {
      Set<Recipient> once = new HashSet<>();
      for (String room : rooms) {
        for (Recipient recipient : in(room)) {
          if (once.add(recipient)) {
            pass(recipient, except, action);
          }
        }
      }
    }
  }

  private void pass(Recipient recipient, Set<String> except, Consumer<Recipient> action) {
    for (String room : except) {
      if (in(room).contains(recipient)) {
        return;
      }
    }
    action.accept(recipient);
  }

  private Set<Recipient> in(String room) {
    return members.getOrDefault(room, Set.of());
  }

  private void forget(String room, Recipient recipient) {
    members.computeIfPresent(
        room,
        (name, set) -> {
          set.remove(recipient);
          return set.isEmpty() ? null : set;
        });
  }

  private static Set<Recipient> with(@Nullable Set<Recipient> before, Recipient recipient) {
    Set<Recipient> set = before == null ? ConcurrentHashMap.newKeySet() : before;
    set.add(recipient);
    return set;
  }
}
