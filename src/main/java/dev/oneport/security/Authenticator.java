package dev.oneport.security;

import dev.oneport.HandshakeCheck;
import dev.oneport.TokenPrincipal;
import dev.oneport.UserRoles;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.config.AuthConfig;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.session.Expiry;
import dev.oneport.session.Identity;
import dev.oneport.session.PublicHandshake;
import dev.oneport.session.Tickets;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a client is, and whether it may connect as that: the same for every transport. What a
 * client shows counts in this order: the token or ticket in its {@code auth}, the token in the
 * header of its first request, the container's own authentication. Any thread; what has to be
 * waited for is waited for elsewhere.
 */
public final class Authenticator {
  private static final System.Logger LOG = System.getLogger(Authenticator.class.getName());
  private static final String BEARER = "Bearer ";
  private static final String TOKEN = "token";
  private static final String TICKET = "ticket";

  private final AuthConfig config;
  private final Tokens tokens;
  private final Tickets tickets;
  private final Set<String> roles;
  private final @Nullable HandshakeCheck check;
  private final Executor handlers;
  private final Timers timers;
  private final Clock clock;
  private final int decisionTimeoutMillis;

  /**
   * For one application.
   *
   * @param roles that somebody may ask for
   * @param check what the application says; null if nothing
   * @param handlers run the check, which may block
   * @param decisionTimeoutMillis how long it may take
   */
  public Authenticator(
      AuthConfig config,
      Tokens tokens,
      Tickets tickets,
      Set<String> roles,
      @Nullable HandshakeCheck check,
      Executor handlers,
      Timers timers,
      Clock clock,
      int decisionTimeoutMillis) {
    this.config = config;
    this.tokens = tokens;
    this.tickets = tickets;
    this.roles = Set.copyOf(roles);
    this.check = check;
    this.handlers = handlers;
    this.timers = timers;
    this.clock = clock;
    this.decisionTimeoutMillis = decisionTimeoutMillis;
  }

  /** Lets everybody in, as who the container says it is. */
  public static Authenticator open(Timers timers, Clock clock) {
    return new Authenticator(
        AuthConfig.defaults(),
        Tokens.none(),
        new Tickets(clock, 1),
        Set.of(),
        null,
        Runnable::run,
        timers,
        clock,
        0);
  }

  /**
   * Of a connection, until somebody says when.
   *
   * @param own timers of the connection
   */
  public Expiry expiry(Timers own) {
    return new Expiry(own, clock, config.expiryWarningMillis());
  }

  /** Whether clients may do something that have not said who they are. */
  public boolean allowsAnonymous() {
    return config.anonymous();
  }

  /**
   * Who a request says that its client is: by the token in its header, or else by the container's
   * authentication. Whether it may connect is decided later.
   */
  public CompletionStage<Admission> identify(EngineHandshake request) {
    String token = tokens.areAccepted() ? bearer(request) : null;
    return token == null ? Admission.of(Identity.of(request)).now() : byToken(token);
  }

  private static @Nullable String bearer(EngineHandshake request) {
    return bearer(request.headers().getOrDefault("Authorization", List.of()));
  }

  /**
   * The token in a header.
   *
   * @param authorization the values of the header
   * @return null if there is none
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, 2.1</a>
   */
  public static @Nullable String bearer(List<String> authorization) {
    return authorization.stream()
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .findFirst()
        .map(header -> header.substring(BEARER.length()).strip())
        .orElse(null);
  }

  /**
   * Decides whether a client may connect.
   *
   * @param client its first request, identified
   * @param auth what it says about itself besides; empty if nothing
   */
  public CompletionStage<Admission> admit(EngineHandshake client, JsonObject auth) {
    return then(
        then(present(client, auth), identity -> ask(client, auth, identity)),
        identity -> refuseNobody(identity).now());
  }

  /**
   * The same for a client that brings its token in the header, or may bring it later.
   *
   * @param client its first request, identified
   */
  public CompletionStage<Admission> admitLater(EngineHandshake client) {
    return ask(client, JsonValue.EMPTY_JSON_OBJECT, Identity.of(client));
  }

  /**
   * Decides about a client that is connected already and now shows a token or a ticket.
   *
   * @param credentials one of the two
   */
  public CompletionStage<Admission> authenticate(EngineHandshake client, JsonObject credentials) {
    if (!credentials.containsKey(TOKEN)) {
      return then(
          redeem(credentials.getString(TICKET, "")),
          identity -> ask(client, credentials, identity));
    }
    return tokens.areAccepted() || check != null ? admit(client, credentials) : noTokens().now();
  }

  private static Admission noTokens() {
    return Admission.denied("no_tokens", "no token is accepted here");
  }

  private CompletionStage<Admission> redeem(String ticket) {
    Identity identity = tickets.redeem(ticket);
    return (identity == null
            ? Admission.denied("bad_ticket", "the ticket is none, or was used, or is too old")
            : Admission.of(identity))
        .now();
  }

  /** Decides whether a client that is connected may stay longer, by a new token. */
  public CompletionStage<Admission> renew(EngineHandshake client, String token) {
    if (!tokens.areAccepted() && check == null) {
      return noTokens().now();
    }
    if (client.principal() == null) {
      return Admission.denied("not_signed_in", "there is nothing to renew").now();
    }
    JsonObject auth = Json.createObjectBuilder().add(TOKEN, token).build();
    String name = Identity.of(client).name();
    return then(
        admit(client, auth),
        identity ->
            (Objects.equals(identity.name(), name)
                    ? Admission.of(identity)
                    : Admission.denied(BadToken.Reason.OTHER_SUBJECT))
                .now());
  }

  /** Who the client says it is. */
  private CompletionStage<Admission> present(EngineHandshake client, JsonObject auth) {
    JsonValue token = tokens.areAccepted() ? auth.get(TOKEN) : null;
    if (token != null && token != JsonValue.NULL) {
      return token instanceof JsonString text
          ? byToken(text.getString())
          : Admission.denied(BadToken.Reason.MALFORMED).now();
    }
    if (auth.get(TICKET) instanceof JsonString text && Tickets.isOne(text.getString())) {
      return redeem(text.getString());
    }
    return Admission.of(Identity.of(client)).now();
  }

  private CompletionStage<Admission> byToken(String token) {
    return tokens.verify(token).handle(this::toAdmission);
  }

  private Admission toAdmission(@Nullable Claims claims, @Nullable Throwable failure) {
    if (claims == null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      return Admission.denied(
          cause instanceof BadToken bad ? bad.reason() : BadToken.Reason.MALFORMED);
    }
    String subject = claims.subject();
    if (subject == null) {
      return Admission.denied(BadToken.Reason.NO_SUBJECT);
    }
    return Admission.of(
        new Identity(
            new TokenPrincipal(subject, claims.all()),
            userRoles(roles, claims.strings(config.jwt().rolesClaim())),
            claims.expiresAt()));
  }

  private static UserRoles userRoles(Set<String> asked, Set<String> held) {
    Set<String> all = new HashSet<>(asked);
    all.addAll(held);
    return new UserRoles(all, held);
  }

  /** What the application says. */
  private CompletionStage<Admission> ask(
      EngineHandshake client, JsonObject auth, Identity identity) {
    if (check == null) {
      return Admission.of(identity).now();
    }
    HandshakeCheck application = check;
    CompletableFuture<HandshakeCheck.Decision> decision = new CompletableFuture<>();
    Timer deadline =
        timers.schedule(
            decisionTimeoutMillis,
            () -> decision.completeExceptionally(new IllegalStateException("no decision in time")));
    try {
      handlers.execute(
          () -> {
            try {
              application
                  .checkLater(PublicHandshake.of(identity.on(client), auth))
                  .whenComplete((decided, failure) -> settle(decision, decided, failure));
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
              decision.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException stopped) {
      decision.completeExceptionally(stopped);
    }
    return decision.handle(
        (decided, failure) -> {
          deadline.cancel();
          return toAdmission(identity, decided, failure);
        });
  }

  private static void settle(
      CompletableFuture<HandshakeCheck.Decision> decision,
      HandshakeCheck.@Nullable Decision decided,
      @Nullable Throwable failure) {
    if (decided != null) {
      decision.complete(decided);
    } else {
      decision.completeExceptionally(
          failure == null ? new IllegalStateException("the decision was null") : failure);
    }
  }

  private Admission toAdmission(
      Identity identity, HandshakeCheck.@Nullable Decision decided, @Nullable Throwable failure) {
    if (decided == null) {
      LOG.log(Level.WARNING, "handshake-check-failed: The check of a handshake failed", failure);
      return Admission.denied("refused", "connection failed");
    }
    String refusal = decided.refusal();
    if (refusal != null) {
      return Admission.denied("refused", refusal);
    }
    if (decided.identified()) {
      return Admission.of(
          new Identity(
              decided.principal(), userRoles(roles, decided.roles()), decided.expiresAt()));
    }
    return Admission.of(
        decided.expiresAt() == null
            ? identity
            : new Identity(
                identity.principal(), identity.roles(), decided.expiresAt(), identity.login()));
  }

  private Admission refuseNobody(Identity identity) {
    return identity.principal() == null && !config.anonymous()
        ? Admission.denied("sign_in_needed", "clients must say who they are")
        : Admission.of(identity);
  }

  /** Goes on with who is let in so far. */
  private static CompletionStage<Admission> then(
      CompletionStage<Admission> before, Function<Identity, CompletionStage<Admission>> next) {
    return before.thenCompose(
        admission -> {
          Identity identity = admission.identity();
          return identity == null ? admission.now() : next.apply(identity);
        });
  }
}
