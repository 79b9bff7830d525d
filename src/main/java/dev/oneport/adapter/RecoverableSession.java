package dev.oneport.adapter;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same of a client in a namespace while its connections come and go: ids, data,
 * rooms, and what it was sent. It belongs to a live socket, or is kept by the adapter while the
 * client is away.
 *
 * <pre>
 * phase    suspend  claim      release  resume   end
 * LIVE     -> AWAY  -          -        -        -> OVER
 * AWAY     -        -> CLAIMED -        -        -> OVER
 * CLAIMED  -        -          -> AWAY  -> LIVE  -> OVER
 * </pre>
 *
 * <p>What changes is guarded by the adapter's order lock.
 */
public final class RecoverableSession {
  /** Objects, ids, table entries; data of the application left out. */
  private static final int OVERHEAD_BYTES = 512;

  enum Phase {
    LIVE,
    AWAY,
    CLAIMED,
    OVER
  }

  private final String pid;
  private final String id;
  private final @Nullable String owner;
  private final ConcurrentMap<String, Object> data;

  /** The client is known to have all that was for it up to this offset. */
  private long settledAt;

  private volatile Phase phase = Phase.LIVE;

  /** The offset of the last event that was for it; 0 for none. */
  private long lastFor;

  /** Where it is, though nobody is there; null while live. */
  private @Nullable Presence presence;

  /** The offset of the log when it was suspended. */
  private long awaySince;

  private long deadlineNanos;

  /**
   * Begins, live.
   *
   * @param pid the private id: who knows it is this client
   * @param id of the recipient
   * @param owner the name of the user; null for an anonymous one
   * @param data the application's
   * @param startedAt the adapter's place in the log
   */
  public RecoverableSession(
      String pid,
      String id,
      @Nullable String owner,
      ConcurrentMap<String, Object> data,
      @Nullable Cursor startedAt) {
    this.pid = pid;
    this.id = id;
    this.owner = owner;
    this.data = data;
    this.settledAt = startedAt == null ? 0 : startedAt.offset();
  }

  /** The private id: a secret between the client and the server. */
  public String pid() {
    return pid;
  }

  /** The public id. */
  public String id() {
    return id;
  }

  /** The application's. */
  public ConcurrentMap<String, Object> data() {
    return data;
  }

  /** Whether it is of this user; null for an anonymous one. */
  public boolean isOf(@Nullable String user) {
    return Objects.equals(owner, user);
  }

  /** Whether what is emitted to it may still reach its client, now or later. */
  public boolean isOpen() {
    return phase != Phase.OVER;
  }

  /**
   * A broadcast is being queued for it; under the order lock.
   *
   * @return false if it gets it later: when it resumes, with all it has missed
   */
  public boolean onQueued(Broadcast broadcast) {
    Cursor cursor = broadcast.cursor();
    if (cursor == null) {
      return true;
    }
    if (phase == Phase.LIVE) {
      lastFor = cursor.offset();
      return true;
    }
    return false;
  }

  /** The rooms it is in, once claimed; its own is one of them, unless it has left it. */
  public Set<String> rooms() {
    return presence == null ? Set.of() : new LinkedHashSet<>(presence.rooms());
  }

  /** It is over for good; any thread. */
  public void end() {
    phase = Phase.OVER;
  }

  Phase phase() {
    return phase;
  }

  /** Its client is gone. */
  void suspend(Presence left, long position, long deadline) {
    phase = Phase.AWAY;
    presence = left;
    awaySince = position;
    deadlineNanos = deadline;
  }

  /** A connection is about to resume it. */
  void claim() {
    phase = Phase.CLAIMED;
  }

  /** That connection did not. */
  void release() {
    if (phase == Phase.CLAIMED) {
      phase = Phase.AWAY;
    }
  }

  /** It is told what it missed. */
  void onMissed(Broadcast broadcast) {
    lastFor = Objects.requireNonNull(broadcast.cursor()).offset();
  }

  /**
   * It is live again.
   *
   * @param missedAfter what it was told
   */
  Presence resume(long missedAfter) {
    settledAt = missedAfter;
    Presence back = Objects.requireNonNull(presence);
    presence = null;
    phase = Phase.LIVE;
    return back;
  }

  boolean isExpired(long nowNanos) {
    return nowNanos - deadlineNanos > 0;
  }

  /**
   * The offset after which the log tells what it missed. A client that had all that was for it has
   * missed nothing before it went, whatever else there was.
   *
   * @param upTo the offset up to which the client has received what was for it; 0 for nothing
   */
  long missedAfter(long upTo) {
    return upTo >= lastFor ? Math.max(upTo, awaySince) : Math.max(upTo, settledAt);
  }

  boolean receives(Broadcast event) {
    return Objects.requireNonNull(presence).receives(event);
  }

  boolean isKnownSince(long offset) {
    return Objects.requireNonNull(presence).isKnownSince(offset);
  }

  /** What keeping it takes, the data of the application left out. */
  long retainedBytes() {
    return OVERHEAD_BYTES + Objects.requireNonNull(presence).retainedBytes();
  }
}
