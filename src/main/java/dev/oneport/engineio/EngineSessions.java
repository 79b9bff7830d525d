package dev.oneport.engineio;

import dev.oneport.metrics.Metrics;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The live sessions, by their secret ids. Any thread. */
public final class EngineSessions {
  private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();

  /** Clients that take room, of these sessions and of others. */
  private final IntSupplier load;

  private final Metrics metrics;

  /** None yet; nobody else takes room. */
  public EngineSessions() {
    this.load = sessions::size;
    this.metrics = new Metrics();
  }

  /**
   * None yet.
   *
   * @param load clients of all kinds that the server has, those of these sessions included
   * @param metrics what is measured about all of them
   */
  public EngineSessions(IntSupplier load, Metrics metrics) {
    this.load = load;
    this.metrics = metrics;
  }

  /** What is measured about them. */
  Metrics metrics() {
    return metrics;
  }

  /** How many there are. */
  int count() {
    return sessions.size();
  }

  /** How many clients take room, with those that have no session of this kind. */
  int load() {
    return Math.max(sessions.size(), load.getAsInt());
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
