package dev.oneport;

import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent when it connected. Immutable.
 *
 * @param headers of the first HTTP request; the map ignores the case of its keys
 * @param query of the first HTTP request, decoded; the last of several values
 * @param auth what the client passed as {@code auth} for this namespace; empty if nothing
 * @param address the client's address
 * @param time when the connection was made
 * @param principal who the container's authentication says it is; null if nobody
 * @param secure whether the first HTTP request came over TLS
 * @param crossDomain whether it had an {@code Origin} header
 * @param url its path and query
 * @param roles that the user had then, of those that somebody may ask for
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#sockethandshake">Socket.IO,
 *     socket.handshake</a>
 */
public record Handshake(
    Map<String, List<String>> headers,
    Map<String, String> query,
    JsonObject auth,
    String address,
    Instant time,
    @Nullable Principal principal,
    boolean secure,
    boolean crossDomain,
    String url,
    UserRoles roles) {

  /**
   * The first value of a header.
   *
   * @param name in any case
   * @return null if the request had none
   */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /**
   * Whether the user had a role when the connection was made.
   *
   * @throws IllegalArgumentException if no handler names that role, nor the setting {@code
   *     oneport.roles}: containers answer only while the request lasts
   */
  public boolean isUserInRole(String role) {
    return roles.contains(role);
  }
}
