package dev.oneport.socketio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Clients that are in no namespace yet, in the order they came. When there are too many, the one
 * that has waited longest gives way: a real client joins within a round trip, so it is hardly ever
 * hit, whatever the number of those that only open connections. Any thread.
 */
final class WaitingClients {
  private final Object lock = new Object();
  private final int max;

  @GuardedBy("lock")
  private final Set<Client> waiting = new LinkedHashSet<>();

  WaitingClients(int max) {
    this.max = max;
  }

  /** One more; may cost another its place. */
  void add(Client client) {
    Client oldest;
    synchronized (lock) {
      waiting.add(client);
      if (waiting.size() <= max) {
        return;
      }
      Iterator<Client> all = waiting.iterator();
      oldest = all.next();
      all.remove();
    }
    oldest.giveWay();
  }

  /** It joined a namespace, or is gone. */
  void remove(Client client) {
    synchronized (lock) {
      waiting.remove(client);
    }
  }
}
