package dev.oneport.session;

import dev.oneport.ClientSession;
import dev.oneport.concurrent.Timers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Empties a server that is about to stop: nobody comes in any more, and each client gets what is
 * queued for it and is told when to come back, not all at the same moment. Any thread.
 */
public final class Drain {
  private static final int MIN_RETURN_MILLIS = 2_000;
  private static final int MAX_RETURN_MILLIS = 10_000;
  private static final int MILLIS = 1_000;
  private static final int LOOK_MILLIS = 50;

  private final LiveSessions sessions;
  private final Timers timers;

  /** Ids of those that were told. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private final CompletableFuture<Integer> over = new CompletableFuture<>();

  /** Of these sessions; {@link #begin} begins. */
  public Drain(LiveSessions sessions, Timers timers) {
    this.sessions = sessions;
    this.timers = timers;
  }

  /**
   * When a client is to come back that is told now. A new server may be there by then; all of them
   * at once would be too many for it.
   *
   * @return milliseconds
   */
  public static int returnMillis() {
    return ThreadLocalRandom.current().nextInt(MIN_RETURN_MILLIS, MAX_RETURN_MILLIS + 1);
  }

  /** The same for {@code Retry-After}: whole seconds. */
  public static String retryAfter() {
    return Integer.toString(returnMillis() / MILLIS);
  }

  /**
   * Begins; called once.
   *
   * @param timeoutMillis how long it may take
   * @return how many clients are left: 0 as soon as all have gone
   */
  public CompletableFuture<Integer> begin(int timeoutMillis) {
    sessions.refuseMore();
    timers.schedule(timeoutMillis, () -> over.complete(sessions.load()));
    look();
    return over;
  }

  /** Again and again: some were being let in when it began. */
  private void look() {
    if (over.isDone()) {
      return;
    }
    for (ClientSession session : sessions.sessions()) {
      if (session instanceof Drainable drainable && told.add(session.id())) {
        drainable.drain(returnMillis());
      }
    }
    if (sessions.load() == 0) {
      over.complete(0);
    } else {
      timers.schedule(LOOK_MILLIS, this::look);
    }
  }
}
