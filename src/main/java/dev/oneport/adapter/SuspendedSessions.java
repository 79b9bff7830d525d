package dev.oneport.adapter;

import dev.oneport.adapter.RecoverableSession.Phase;
import dev.oneport.concurrent.Clock;
import dev.oneport.config.RecoveryConfig;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clients that are away, by private id: bounded in number, bytes and time. Who has been away
 * longest goes first.
 *
 * <p>Not safe for threads: the adapter's order lock guards it.
 */
final class SuspendedSessions {
  private final RecoveryConfig limits;
  private final Clock clock;

  /** In the order of their going, which is that of their deadlines. Claimed ones stay in it. */
  private final Map<String, Kept> byPid = new LinkedHashMap<>();

  private long bytes;

  private record Kept(RecoverableSession session, long bytes) {}

  SuspendedSessions(RecoveryConfig limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** A client went. */
  void suspend(RecoverableSession session, Presence left, long position) {
    long deadline =
        clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.maxDisconnectionMillis());
    session.suspend(left, position, deadline);
    Kept kept = new Kept(session, session.retainedBytes());
    byPid.put(session.pid(), kept);
    bytes += kept.bytes;
    prune();
  }

  /** One that is away and not claimed; null if there is none of that id. */
  @Nullable RecoverableSession find(String pid) {
    prune();
    Kept kept = byPid.get(pid);
    return kept == null || kept.session.phase() != Phase.AWAY ? null : kept.session;
  }

  /** It is resumed, or over. */
  void remove(RecoverableSession session) {
    Kept kept = byPid.remove(session.pid());
    if (kept != null) {
      bytes -= kept.bytes;
    }
  }

  /** Drops those away for too long, and the oldest of too many. */
  void prune() {
    long now = clock.nanoTime();
    Iterator<Kept> oldestFirst = byPid.values().iterator();
    while (oldestFirst.hasNext()) {
      Kept oldest = oldestFirst.next();
      if (byPid.size() <= limits.maxSessions()
          && bytes <= limits.maxSessionBytes()
          && !oldest.session.isExpired(now)) {
        return;
      }
      oldestFirst.remove();
      bytes -= oldest.bytes;
      oldest.session.end();
    }
  }

  int size() {
    return byPid.size();
  }

  long bytes() {
    return bytes;
  }
}
