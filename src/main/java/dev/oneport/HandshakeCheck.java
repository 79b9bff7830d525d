package dev.oneport;

import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may connect, and as whom, on every transport. An application supplies one as a CDI
 * bean. It is asked about every request for events, every plain WebSocket, every namespace that a
 * Socket.IO client joins, and about every renewal; after Oneport has checked the token, if there is
 * one of {@code oneport.auth.jwt}, and before {@code oneport.auth.anonymous} counts.
 *
 * <p>An implementation overrides one of the two methods. They are called on threads where blocking
 * is allowed, several at the same time; the client waits, for {@code oneport.decisionTimeout} at
 * most.
 */
public interface HandshakeCheck {

  /**
   * Decides at once.
   *
   * @param client what it sent; a new token of a renewal is the member {@code token} of {@link
   *     Handshake#auth}
   * @throws Exception for a client that is refused because the check failed; it is logged
   */
  default Decision check(Handshake client) throws Exception {
    throw new UnsupportedOperationException(
        getClass().getName() + " must override check or checkLater");
  }

  /**
   * Decides later.
   *
   * @param client as for {@link #check}
   */
  default CompletionStage<Decision> checkLater(Handshake client) throws Exception {
    return CompletableFuture.completedFuture(check(client));
  }

  /**
   * A decision. Immutable.
   *
   * @param refusal what the client is told if it may not connect; null if it may
   * @param identified whether the following say who it is; else it is who it was
   * @param principal null for nobody
   * @param roles of the principal
   * @param expiresAt until when that is so; null for as long as the client stays
   */
  record Decision(
      @Nullable String refusal,
      boolean identified,
      @Nullable Principal principal,
      Set<String> roles,
      @Nullable Instant expiresAt) {
    /** It may connect, as who it is. */
    public static final Decision ACCEPTED = new Decision(null, false, null, Set.of(), null);

    /** Copies the roles. */
    public Decision {
      roles = Set.copyOf(roles);
    }

    /** It may connect, as this user with these roles. */
    public static Decision acceptedAs(Principal principal, String... roles) {
      return new Decision(null, true, principal, Set.of(roles), null);
    }

    /**
     * It may not connect.
     *
     * @param message which it is told
     */
    public static Decision refused(String message) {
      return new Decision(message, false, null, Set.of(), null);
    }

    /** The same until then: a minute before its end the client is told, and may renew. */
    public Decision until(Instant end) {
      return new Decision(refusal, identified, principal, roles, end);
    }
  }
}
