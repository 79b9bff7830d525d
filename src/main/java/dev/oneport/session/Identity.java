package dev.oneport.session;

import dev.oneport.UserRoles;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is.
 *
 * @param principal null if nobody has signed in
 * @param roles of the principal, as far as somebody may ask for them
 */
public record Identity(@Nullable Principal principal, UserRoles roles) {}
