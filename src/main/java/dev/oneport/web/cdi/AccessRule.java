package dev.oneport.web.cdi;

import dev.oneport.EventRefused;
import dev.oneport.Handshake;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a handler, by {@code @RolesAllowed}, {@code @DenyAll} and {@code @PermitAll}: those
 * of the method, else of the class that declares it, else of the bean's class. Immutable.
 *
 * @param everybody whether no role is needed
 * @param roles one of these is enough; {@code **} means any user that the container knows
 * @see <a href="https://jakarta.ee/specifications/annotations/2.1/">Jakarta Annotations 2.1, 3</a>
 */
record AccessRule(boolean everybody, Set<String> roles) {
  /** Any authenticated user: Jakarta Servlet 6.0, 13.8. */
  static final String ANY_USER = "**";

  static final AccessRule OPEN = new AccessRule(true, Set.of());

  /**
   * The rule written at one place.
   *
   * @return null if there is none
   * @throws IllegalArgumentException if there is more than one
   */
  static @Nullable AccessRule at(AnnotatedElement place) {
    RolesAllowed allowed = place.getAnnotation(RolesAllowed.class);
    boolean deny = place.isAnnotationPresent(DenyAll.class);
    boolean permit = place.isAnnotationPresent(PermitAll.class);
    if ((allowed == null ? 0 : 1) + (deny ? 1 : 0) + (permit ? 1 : 0) > 1) {
      throw new IllegalArgumentException(
          "must have one of @RolesAllowed, @DenyAll and @PermitAll only");
    }
    if (allowed != null) {
      return new AccessRule(false, Set.copyOf(List.of(allowed.value())));
    }
    if (deny) {
      return new AccessRule(false, Set.of());
    }
    return permit ? OPEN : null;
  }

  /**
   * Lets a client pass.
   *
   * @throws EventRefused if it may not; it is not told which role it lacks
   */
  void check(Handshake handshake) {
    if (!everybody && roles.stream().noneMatch(role -> has(handshake, role))) {
      throw new EventRefused(EventRefused.FORBIDDEN, "not allowed");
    }
  }

  private static boolean has(Handshake handshake, String role) {
    return role.equals(ANY_USER) ? handshake.principal() != null : handshake.isUserInRole(role);
  }
}
