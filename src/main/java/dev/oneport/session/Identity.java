package dev.oneport.session;

import dev.oneport.UserRoles;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is.
 *
 * @param principal null if nobody has signed in
 * @param roles of the principal, as far as somebody may ask for them
 * @param expiresAt until when that is so; null for as long as the client stays
 */
public record Identity(
    @Nullable Principal principal, UserRoles roles, @Nullable Instant expiresAt) {

  /** Who does not expire. */
  public Identity(@Nullable Principal principal, UserRoles roles) {
    this(principal, roles, null);
  }
}
