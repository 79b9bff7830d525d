package dev.oneport.socketio;

import dev.oneport.TokenPrincipal;
import dev.oneport.concurrent.ScopedTimers;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.security.Admission;
import dev.oneport.security.Authenticator;
import dev.oneport.security.Denial;
import dev.oneport.session.Expiry;
import dev.oneport.session.Identity;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who one client is: what its first request said, then what it has shown in {@code auth} and by
 * renewal. Once it has shown a token, others of the same user are all it may show. Session lane,
 * but for the getters.
 */
final class ClientLogin {
  private final Authenticator authenticator;
  private final Executor lane;
  private final ScopedTimers timers;
  private final Expiry expiry;
  private final Runnable warn;
  private final Runnable end;

  /** Any thread reads it. */
  private volatile EngineHandshake handshake;

  /** Whether it has shown who it is, besides its first request. */
  private boolean shown;

  private boolean renewing;

  private boolean warned;

  /**
   * Who a request says that its client is.
   *
   * @param lane runs what follows
   * @param warn tells the client that this is about to end
   * @param end ends the client
   */
  ClientLogin(
      EngineHandshake first, Environment environment, Executor lane, Runnable warn, Runnable end) {
    this.handshake = first;
    this.authenticator = environment.authenticator();
    this.lane = lane;
    this.warn = warn;
    this.end = end;
    this.timers = new ScopedTimers(environment.timers());
    this.expiry = authenticator.expiry(timers);
    this.shown = first.principal() instanceof TokenPrincipal;
  }

  /** The clock starts. */
  void start() {
    expire();
  }

  /** The client is gone. */
  void close() {
    timers.close();
  }

  /** The first request, of whoever the client has shown to be; any thread. */
  EngineHandshake handshake() {
    return handshake;
  }

  /** When it ends; null if it does not. */
  @Nullable Instant expiresAt() {
    return handshake.expiresAt();
  }

  /** Whether the client was told that this is about to end. */
  boolean wasWarned() {
    return warned;
  }

  /**
   * The client wants to join a namespace.
   *
   * @param decided called in the lane; with null if it may. Within this call if nothing has to be
   *     waited for
   */
  void admit(JsonObject auth, Consumer<@Nullable Denial> decided) {
    then(authenticator.admit(handshake, auth), decided);
  }

  /**
   * The client shows a new token.
   *
   * @param decided called in the lane; with null if it is good
   */
  void renew(String token, Consumer<@Nullable Denial> decided) {
    if (renewing) {
      decided.accept(new Denial("renewing", "another token is being looked at"));
      return;
    }
    renewing = true;
    then(
        authenticator.renew(handshake, token),
        denial -> {
          renewing = false;
          decided.accept(denial);
        });
  }

  private void then(CompletionStage<Admission> admission, Consumer<@Nullable Denial> decided) {
    var future = admission.toCompletableFuture();
    if (future.isDone()) {
      decided.accept(take(future.join()));
    } else {
      var unused = future.thenAccept(done -> lane.execute(() -> decided.accept(take(done))));
    }
  }

  private @Nullable Denial take(Admission admission) {
    Identity identity = admission.identity();
    if (identity == null) {
      return Objects.requireNonNull(admission.denial());
    }
    if (identity.equals(Identity.of(handshake))) {
      return null;
    }
    if (shown && !Objects.equals(identity.name(), Identity.of(handshake).name())) {
      return new Denial("token_other_subject", "the connection is that of another user");
    }
    shown = true;
    handshake = identity.on(handshake);
    expire();
    return null;
  }

  private void expire() {
    warned = false;
    expiry.at(handshake.expiresAt(), () -> lane.execute(this::warnOnce), () -> lane.execute(end));
  }

  private void warnOnce() {
    // It may have been renewed just before.
    if (expiry.isNear() && !warned) {
      warned = true;
      warn.run();
    }
  }
}
