package dev.oneport.socketio;

import dev.oneport.ArgumentsHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The handlers that an application set on one socket, by event. Any thread. */
final class EventHandlers {
  private final Map<String, List<ArgumentsHandler>> byEvent = new ConcurrentHashMap<>();

  void add(String event, ArgumentsHandler handler) {
    byEvent.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>()).add(handler);
  }

  void remove(String event) {
    byEvent.remove(event);
  }

  /** Those of an event, in the order added; iterating sees them as they were. */
  List<ArgumentsHandler> of(String event) {
    return byEvent.getOrDefault(event, List.of());
  }
}
