package dev.oneport.engineio;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The live sessions, by their secret ids. Any thread. */
public final class EngineSessions {
  private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();

  /** How many there are. */
  int count() {
    return sessions.size();
  }

  /** The session of that id; null if there is none (any more). */
  @Nullable EngineSession find(String sid) {
    return sessions.get(sid);
  }

  /** A snapshot. */
  Collection<EngineSession> all() {
    return sessions.values();
  }

  /**
   * Adds one.
   *
   * @return false if there is one of the same id already
   */
  boolean add(EngineSession session) {
    return sessions.putIfAbsent(session.sid(), session) == null;
  }

  void remove(EngineSession session) {
    sessions.remove(session.sid(), session);
  }
}
