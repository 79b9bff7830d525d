package dev.oneport;

import java.util.Set;

/**
 * The roles a user had at the handshake. Containers answer for one role at a time and only while
 * the request lasts, so the roles that matter are asked for then: those that handlers name in
 * {@code @RolesAllowed}, and those of the setting {@code oneport.roles}. Immutable.
 *
 * @param asked the roles that were asked for
 * @param held those of them that the user had
 */
public record UserRoles(Set<String> asked, Set<String> held) {

  /** Nobody asked. */
  public static final UserRoles NONE = new UserRoles(Set.of(), Set.of());

  /** Copies both. */
  public UserRoles {
    asked = Set.copyOf(asked);
    held = Set.copyOf(held);
  }

  /**
   * Whether the user had a role.
   *
   * @throws IllegalArgumentException if nobody asked for that role: a plain no would hide the
   *     mistake
   */
  public boolean contains(String role) {
    if (!asked.contains(role)) {
      throw new IllegalArgumentException(
          "role \""
              + role
              + "\" was not asked for at the handshake: name it in oneport.roles, or in the"
              + " @RolesAllowed of a handler");
    }
    return held.contains(role);
  }
}
