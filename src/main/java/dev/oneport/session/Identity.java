package dev.oneport.session;

import dev.oneport.UserRoles;
import dev.oneport.engineio.EngineHandshake;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is.
 *
 * @param principal null if nobody has signed in
 * @param roles of the principal, as far as somebody may ask for them
 * @param expiresAt until when that is so; null for as long as the client stays
 * @param login the HTTP session in which the principal signed in, with which this ends; null if in
 *     none
 */
public record Identity(
    @Nullable Principal principal,
    UserRoles roles,
    @Nullable Instant expiresAt,
    @Nullable String login) {

  /** Who did not sign in to an HTTP session. */
  public Identity(@Nullable Principal principal, UserRoles roles, @Nullable Instant expiresAt) {
    this(principal, roles, expiresAt, null);
  }

  /** Who does not expire either. */
  public Identity(@Nullable Principal principal, UserRoles roles) {
    this(principal, roles, null);
  }

  /** Who a request says that its client is. */
  public static Identity of(EngineHandshake request) {
    return new Identity(request.principal(), request.roles(), request.expiresAt(), request.login());
  }

  /** A request as if this client had sent it. */
  public EngineHandshake on(EngineHandshake request) {
    return request.as(principal, roles, expiresAt, login);
  }

  /** Its name; null if nobody has signed in. */
  public @Nullable String name() {
    return principal == null ? null : principal.getName();
  }
}
