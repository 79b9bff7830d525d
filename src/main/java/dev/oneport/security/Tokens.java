package dev.oneport.security;

import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.JwtConfig;
import dev.oneport.config.JwtKey;
import dev.oneport.security.BadToken.Reason;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The tokens (JWT) of one application: which are good, and what they say. Any thread. */
public final class Tokens implements AutoCloseable {
  /** How many may wait for keys at once; those over it are refused, and may try again. */
  static final int MAX_WAITING = 64;

  private final List<JwtKey> configured;

  /** Null where no token is good; then the library is not needed either. */
  private final @Nullable TokenVerifier verifier;

  /** Null if no keys are published. */
  private final @Nullable PublishedKeys published;

  private final AtomicInteger waiting = new AtomicInteger();

  private Tokens(
      List<JwtKey> configured,
      @Nullable TokenVerifier verifier,
      @Nullable PublishedKeys published) {
    this.configured = configured;
    this.verifier = verifier;
    this.published = published;
  }

  /** No token is good. */
  public static Tokens none() {
    return new Tokens(List.of(), null, null);
  }

  /**
   * Those that a configuration calls good. {@link #start} fetches the keys that are published.
   *
   * @param workers fetch keys, which blocks
   */
  public static Tokens of(
      JwtConfig config, KeyFetcher fetcher, Executor workers, Timers timers, Clock clock) {
    if (!config.isOn()) {
      return none();
    }
    PublishedKeys published =
        config.jwks().url() == null
            ? null
            : new PublishedKeys(
                config.jwks(),
                fetcher,
                new JwkSetReader(JsonProvider.provider()),
                workers,
                timers,
                clock);
    return new Tokens(config.keys(), new TokenVerifier(config, clock), published);
  }

  /** Fetches the keys that are published, on another thread. */
  public void start() {
    if (published != null) {
      published.start();
    }
  }

  /** Whether any may be good. */
  public boolean areAccepted() {
    return verifier != null;
  }

  /**
   * Verifies a token; at once, unless it is made with a key that is not known yet.
   *
   * @return what it says; fails with {@link BadToken}
   */
  public CompletionStage<Claims> verify(String token) {
    try {
      return CompletableFuture.completedFuture(verifyNow(token));
    } catch (BadToken e) {
      if (e.reason() != Reason.UNKNOWN_KEY || published == null) {
        return CompletableFuture.failedFuture(e);
      }
      return verifyLater(token, published);
    }
  }

  private CompletionStage<Claims> verifyLater(String token, PublishedKeys keys) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(new BadToken(Reason.UNKNOWN_KEY));
    }
    return keys.refresh()
        .thenCompose(
            refreshed -> {
              waiting.decrementAndGet();
              try {
                return CompletableFuture.completedFuture(verifyNow(token));
              } catch (BadToken e) {
                return CompletableFuture.failedFuture(e);
              }
            });
  }

  private Claims verifyNow(String token) throws BadToken {
    if (verifier == null) {
      throw new BadToken(Reason.UNKNOWN_KEY);
    }
    if (published == null) {
      return verifier.verify(token, configured);
    }
    List<JwtKey> keys = new ArrayList<>(configured);
    keys.addAll(published.keys());
    return verifier.verify(token, keys);
  }

  /** Fetches no more keys. */
  @Override
  public void close() {
    if (published != null) {
      published.close();
    }
  }
}
