package dev.oneport.socketio;

import dev.oneport.ArgumentsHandler;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The handlers that an application set on one socket, by event. Any thread. */
final class EventHandlers {
  private final Map<String, List<Entry>> byEvent = new ConcurrentHashMap<>();

  /** One handler; equal to nothing but itself, as one may be added twice. */
  private static final class Entry {
    /** The object that the application added. */
    final Object added;

    final ArgumentsHandler handler;
    final boolean once;

    Entry(Object added, ArgumentsHandler handler, boolean once) {
      this.added = added;
      this.handler = handler;
      this.once = once;
    }
  }

  /**
   * Adds a handler.
   *
   * @param added the object by which it is removed
   */
  void add(String event, Object added, ArgumentsHandler handler) {
    add(event, new Entry(added, handler, false));
  }

  /** Adds a handler that goes when it is called. */
  void addOnce(String event, Object added, ArgumentsHandler handler) {
    add(event, new Entry(added, handler, true));
  }

  void remove(String event) {
    byEvent.remove(event);
  }

  /** Removes the one added last of those that are this very object. */
  void remove(String event, Object added) {
    byEvent.computeIfPresent(
        event,
        (name, entries) -> {
          for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).added == added) {
              entries.remove(i);
              break;
            }
          }
          return entries.isEmpty() ? null : entries;
        });
  }

  /** The objects added, in that order. */
  List<Object> added(String event) {
    return entries(event).stream().map(entry -> entry.added).toList();
  }

  Set<String> names() {
    return new LinkedHashSet<>(byEvent.keySet());
  }

  /**
   * Those of an event as they are now, in the order added, without the ones for once from then on.
   */
  List<ArgumentsHandler> take(String event) {
    return entries(event).stream()
        .filter(entry -> !entry.once || remove(event, entry))
        .map(entry -> entry.handler)
        .toList();
  }

  private void add(String event, Entry entry) {
    byEvent.compute(
        event,
        (name, before) -> {
          List<Entry> entries = before == null ? new CopyOnWriteArrayList<>() : before;
          entries.add(entry);
          return entries;
        });
  }

  /** Whether it was still there: each is called once however often the event comes. */
  private boolean remove(String event, Entry entry) {
    boolean[] removed = new boolean[1];
    byEvent.computeIfPresent(
        event,
        (name, entries) -> {
          removed[0] = entries.remove(entry);
          return entries.isEmpty() ? null : entries;
        });
    return removed[0];
  }

  private List<Entry> entries(String event) {
    return byEvent.getOrDefault(event, List.of());
  }
}
