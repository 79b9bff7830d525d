package dev.oneport.publish;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Clock;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was answered, so that a request that comes again is answered the same and done
 * once. Bounded in bytes and age; the oldest answers go first. Any thread.
 *
 * <pre>
 * key is          same request comes      another request comes   work ends     work fails
 * unknown         -> running: it is done  -> running: it is done  -             -
 * running         refused, IN_PROGRESS    refused, OTHER_REQUEST  -> answered   -> unknown
 * answered        the answer              refused, OTHER_REQUEST  -             -
 * </pre>
 */
public final class Repeats {
  /** Objects of an entry: key, map node, fingerprint. */
  private static final int ENTRY_BYTES = 384;

  private final long maxBytes;
  private final long maxAgeNanos;
  private final Clock clock;
  private final Object lock = new Object();

  /** In the order they came. */
  @GuardedBy("lock")
  private final Map<Key, Entry> entries = new LinkedHashMap<>();

  @GuardedBy("lock")
  private long bytes;

  /**
   * What tells a request from others.
   *
   * @param publisher who sends it
   * @param scope what kind of request it is
   * @param key chosen by who sends it
   */
  public record Key(String publisher, String scope, String key) {
    private int bytes() {
      return ENTRY_BYTES + 2 * (publisher.length() + scope.length() + key.length());
    }
  }

  /** Why a repeat is not answered. */
  public enum Refusal {
    /** The first is not done yet. */
    IN_PROGRESS,
    /** The first was another. */
    OTHER_REQUEST
  }

  /** A repeat is not answered. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedException(Refusal refusal) {
      super(refusal.name(), null, false, false);
      this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
      return refusal;
    }
  }

  private static final class Entry {
    final byte[] fingerprint;
    final long sinceNanos;

    /** Null while it is being made. Guarded by the lock. */
    @Nullable String answer;

    Entry(byte[] fingerprint, long sinceNanos) {
      this.fingerprint = fingerprint;
      this.sinceNanos = sinceNanos;
    }
  }

  /** Remembers nothing yet. */
  public Repeats(long maxBytes, long maxAgeMillis, Clock clock) {
    this.maxBytes = maxBytes;
    this.maxAgeNanos = TimeUnit.MILLISECONDS.toNanos(maxAgeMillis);
    this.clock = clock;
  }

  /**
   * Answers a request: what was answered to it before, else what the work makes.
   *
   * @param fingerprint the same for the same request
   * @param work called without a lock, by this thread; what it throws is thrown, and forgotten
   * @throws RefusedException if the key is in use
   */
  public String answer(Key key, byte[] fingerprint, Supplier<String> work) throws RefusedException {
    Entry mine = new Entry(fingerprint, clock.nanoTime());
    String known = begin(key, mine);
    if (known != null) {
      return known;
    }
    String answer = null;
    try {
      answer = work.get();
      return answer;
    } finally {
      end(key, mine, answer);
    }
  }

  /** Returns what was answered before; null if this is the first. */
  private @Nullable String begin(Key key, Entry mine) throws RefusedException {
    synchronized (lock) {
      prune(mine.sinceNanos);
      Entry before = entries.get(key);
      if (before == null) {
        entries.put(key, mine);
        bytes += key.bytes();
        return null;
      }
      if (!MessageDigest.isEqual(before.fingerprint, mine.fingerprint)) {
        throw new RefusedException(Refusal.OTHER_REQUEST);
      }
      if (before.answer == null) {
        throw new RefusedException(Refusal.IN_PROGRESS);
      }
      return before.answer;
    }
  }

  /**
   * The work is done.
   *
   * @param answer null if it failed
   */
  private void end(Key key, Entry mine, @Nullable String answer) {
    synchronized (lock) {
      if (answer == null) {
        entries.remove(key);
        bytes -= key.bytes();
      } else {
        mine.answer = answer;
        bytes += answerBytes(mine);
        prune(clock.nanoTime());
      }
    }
  }

  /** Drops what is too old, and the oldest of what is too much; never what is being made. */
  @GuardedBy("lock")
  private void prune(long nowNanos) {
    Iterator<Map.Entry<Key, Entry>> oldest = entries.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<Key, Entry> next = oldest.next();
      Entry entry = next.getValue();
      if (bytes <= maxBytes && nowNanos - entry.sinceNanos < maxAgeNanos) {
        return;
      }
      if (entry.answer != null) {
        bytes -= next.getKey().bytes() + answerBytes(entry);
        oldest.remove();
      }
    }
  }

  private static long answerBytes(Entry entry) {
    return entry.answer == null ? 0 : 2L * entry.answer.length();
  }

  /** How many are remembered. */
  int size() {
    synchronized (lock) {
      return entries.size();
    }
  }
}
