package dev.oneport.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.ClientSession;
import dev.oneport.concurrent.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which clients belong to which login: an HTTP session in which somebody has signed in. The session
 * itself is neither kept nor kept alive, only its id is. Any thread.
 */
public final class Logins {
  /** A ticket of a login may still be on its way when that ends, or a WebSocket about to open. */
  private static final long REMEMBER_MILLIS = 2L * Tickets.LIFETIME_MILLIS;

  /** Who logs out without having had clients need not be remembered as long as that. */
  static final int MAX_REMEMBERED = 10_000;

  /** In a row, so quickly that all are remembered. */
  private static final int MAX_RENAMED = 8;

  private final Clock clock;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<String, Set<ClientSession>> clients = new HashMap<>();

  @GuardedBy("lock")
  private final Map<ClientSession, String> logins = new HashMap<>();

  /** When logins ended, the oldest first. */
  @GuardedBy("lock")
  private final Map<String, Long> ended = new LinkedHashMap<>();

  /** Ids of before, the oldest first. */
  @GuardedBy("lock")
  private final Map<String, Renamed> renamed = new LinkedHashMap<>();

  /** An id is another one since then. */
  private record Renamed(String after, long nanos) {}

  Logins(Clock clock) {
    this.clock = clock;
  }

  /** The same id, without what some containers add to it that names the server. */
  public static String id(String httpSessionId) {
    int dot = httpSessionId.indexOf('.');
    return dot < 0 ? httpSessionId : httpSessionId.substring(0, dot);
  }

  /** Whether it has clients. */
  public boolean hasClients(String id) {
    synchronized (lock) {
      return clients.containsKey(current(id));
    }
  }

  /**
   * Makes a client end with a login, in place of the one before.
   *
   * @param id of the login; null for none
   * @return false if that login has ended: so must the client
   */
  boolean bind(ClientSession client, @Nullable String id) {
    synchronized (lock) {
      unbind(client);
      if (id == null) {
        return true;
      }
      String login = current(id);
      if (ended.containsKey(login)) {
        return false;
      }
      clients.computeIfAbsent(login, unknown -> new HashSet<>()).add(client);
      logins.put(client, login);
      return true;
    }
  }

  /** The client is gone. */
  void unbind(ClientSession client) {
    synchronized (lock) {
      String login = logins.remove(client);
      Set<ClientSession> others = login == null ? null : clients.get(login);
      if (others != null && others.remove(client) && others.isEmpty()) {
        clients.remove(login);
      }
    }
  }

  /** Somebody has logged out, or was away for too long: disconnects the clients. */
  public void end(String id) {
    List<ClientSession> gone;
    synchronized (lock) {
      prune();
      String login = current(id);
      ended.put(login, clock.nanoTime());
      Set<ClientSession> found = clients.remove(login);
      gone = found == null ? List.of() : List.copyOf(found);
      gone.forEach(logins::remove);
    }
    gone.forEach(ClientSession::disconnect);
  }

  /**
   * The container has given the HTTP session another id, as it does when somebody signs in, and
   * Payara when somebody signs out. Who knows it by the one before still means the same login.
   */
  public void rename(String before, String after) {
    synchronized (lock) {
      prune();
      renamed.put(before, new Renamed(after, clock.nanoTime()));
      Set<ClientSession> moved = clients.remove(before);
      if (moved != null) {
        clients.put(after, moved);
        moved.forEach(client -> logins.put(client, after));
      }
    }
  }

  @GuardedBy("lock")
  private String current(String id) {
    String last = id;
    Renamed next = renamed.get(id);
    for (int i = 0; i < MAX_RENAMED && next != null; i++) {
      last = next.after();
      next = renamed.get(last);
    }
    return last;
  }

  @GuardedBy("lock")
  private void prune() {
    long oldest = clock.nanoTime() - TimeUnit.MILLISECONDS.toNanos(REMEMBER_MILLIS);
    prune(ended, nanos -> nanos - oldest < 0);
    prune(renamed, each -> each.nanos() - oldest < 0);
  }

  private static <T> void prune(Map<String, T> remembered, Predicate<T> isOld) {
    Iterator<T> oldestFirst = remembered.values().iterator();
    while (oldestFirst.hasNext()
        && (isOld.test(oldestFirst.next()) || remembered.size() >= MAX_REMEMBERED)) {
      oldestFirst.remove();
    }
  }
}
