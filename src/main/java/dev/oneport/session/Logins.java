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

  private final Clock clock;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<String, Set<ClientSession>> clients = new HashMap<>();

  @GuardedBy("lock")
  private final Map<ClientSession, String> logins = new HashMap<>();

  /** When logins ended, the oldest first. */
  @GuardedBy("lock")
  private final Map<String, Long> ended = new LinkedHashMap<>();

  Logins(Clock clock) {
    this.clock = clock;
  }

  /** The same id, without what some containers add to it that names the server. */
  public static String id(String httpSessionId) {
    int dot = httpSessionId.indexOf('.');
    return dot < 0 ? httpSessionId : httpSessionId.substring(0, dot);
  }

  /** Whether it has clients. */
  public boolean hasClients(String login) {
    synchronized (lock) {
      return clients.containsKey(login);
    }
  }

  /**
   * Makes a client end with a login, in place of the one before.
   *
   * @param login null for none
   * @return false if that login has ended: so must the client
   */
  boolean bind(ClientSession client, @Nullable String login) {
    synchronized (lock) {
      unbind(client);
      if (login == null) {
        return true;
      }
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
  public void end(String login) {
    List<ClientSession> gone;
    synchronized (lock) {
      prune();
      ended.put(login, clock.nanoTime());
      Set<ClientSession> found = clients.remove(login);
      gone = found == null ? List.of() : List.copyOf(found);
      gone.forEach(logins::remove);
    }
    gone.forEach(ClientSession::disconnect);
  }

  /** The container has given the HTTP session another id, as it does when somebody signs in. */
  public void rename(String before, String after) {
    synchronized (lock) {
      Set<ClientSession> moved = clients.remove(before);
      if (moved != null) {
        clients.put(after, moved);
        moved.forEach(client -> logins.put(client, after));
      }
    }
  }

  @GuardedBy("lock")
  private void prune() {
    long oldest = clock.nanoTime() - TimeUnit.MILLISECONDS.toNanos(REMEMBER_MILLIS);
    Iterator<Long> times = ended.values().iterator();
    while (times.hasNext() && (times.next() - oldest < 0 || ended.size() >= MAX_REMEMBERED)) {
      times.remove();
    }
  }
}
