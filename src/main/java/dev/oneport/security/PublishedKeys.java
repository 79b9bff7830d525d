package dev.oneport.security;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.config.JwtConfig.Jwks;
import dev.oneport.config.JwtKey;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an identity provider publishes. They are fetched beforehand and again and again, on
 * a worker's thread; a token with a key that is not known has them fetched at once, for all who
 * wait, though not often. Any thread.
 */
final class PublishedKeys implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PublishedKeys.class.getName());

  /** Between two fetches that clients cause. */
  static final int COOL_DOWN_MILLIS = 30_000;

  /** How long keys stay good while the provider does not answer. */
  static final long STALE_MILLIS = 86_400_000;

  private final URI url;
  private final int refreshMillis;
  private final KeyFetcher fetcher;
  private final JwkSetReader reader;
  private final Executor workers;
  private final Timers timers;
  private final Clock clock;
  private final Object lock = new Object();

  private record Fetched(List<JwtKey> keys, long nanos) {}

  /** The last that was good; null before the first. */
  private volatile @Nullable Fetched fetched;

  /** Null unless one is under way. */
  @GuardedBy("lock")
  private @Nullable CompletableFuture<Void> fetching;

  @GuardedBy("lock")
  private long begunNanos;

  @GuardedBy("lock")
  private boolean begun;

  @GuardedBy("lock")
  private @Nullable Timer next;

  @GuardedBy("lock")
  private boolean closed;

  /** None yet; {@link #start} fetches. */
  PublishedKeys(
      Jwks config,
      KeyFetcher fetcher,
      JwkSetReader reader,
      Executor workers,
      Timers timers,
      Clock clock) {
    this.url = Objects.requireNonNull(config.url());
    this.refreshMillis = (int) TimeUnit.SECONDS.toMillis(config.refreshSeconds());
    this.fetcher = fetcher;
    this.reader = reader;
    this.workers = workers;
    this.timers = timers;
    this.clock = clock;
  }

  /** Fetches now and then. */
  void start() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      next = timers.schedule(refreshMillis, this::start);
    }
    var unused = fetchOnce(0);
  }

  /** Those that are known now. */
  List<JwtKey> keys() {
    Fetched last = fetched;
    return last == null || isOlder(last.nanos(), STALE_MILLIS) ? List.of() : last.keys();
  }

  /**
   * Looks for keys that are not known yet.
   *
   * @return completed once that is done, whatever it brought; never fails
   */
  CompletionStage<Void> refresh() {
    return fetchOnce(COOL_DOWN_MILLIS);
  }

  /** The one that is under way; or a new one, unless the last began a short while ago. */
  private CompletableFuture<Void> fetchOnce(int coolDownMillis) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    synchronized (lock) {
      if (fetching != null) {
        return fetching;
      }
      if (closed || (begun && !isOlder(begunNanos, coolDownMillis))) {
        return CompletableFuture.completedFuture(null);
      }
      fetching = mine;
      begun = true;
      begunNanos = clock.nanoTime();
    }
    try {
      workers.execute(() -> fetch(mine));
    } catch (RejectedExecutionException stopped) {
      over(mine);
    }
    return mine;
  }

  private boolean isOlder(long nanos, long millis) {
    return clock.nanoTime() - nanos >= TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void fetch(CompletableFuture<Void> mine) {
    try {
      List<JwtKey> keys = reader.read(fetcher.fetch(url));
      fetched = new Fetched(keys, clock.nanoTime());
      LOG.log(Level.DEBUG, "{0} keys of {1}", keys.size(), url);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "jwks-failed: No keys from {0}: {1}", url, e.toString());
    } finally {
      over(mine);
    }
  }

  private void over(CompletableFuture<Void> mine) {
    synchronized (lock) {
      fetching = null;
    }
    mine.complete(null);
  }

  /** Fetches no more. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (next != null) {
        next.cancel();
      }
    }
  }
}
