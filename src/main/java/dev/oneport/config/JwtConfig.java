package dev.oneport.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are good. Immutable.
 *
 * @param keys that are known beforehand
 * @param jwks where further keys are
 * @param issuer that tokens must name; empty if it does not matter
 * @param audience that tokens must name; empty if it does not matter
 * @param leewaySeconds by which the clocks of servers may differ
 * @param rolesClaim where the roles are: names, one inside the other, joined by dots
 * @param roomsClaim where the patterns of rooms are, likewise
 */
public record JwtConfig(
    List<JwtKey> keys,
    Jwks jwks,
    String issuer,
    String audience,
    int leewaySeconds,
    String rolesClaim,
    String roomsClaim) {

  /**
   * Keys that an identity provider publishes.
   *
   * @param url null if there is none
   * @param refreshSeconds how long they are good for
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517</a>
   */
  public record Jwks(@Nullable URI url, int refreshSeconds) {}

  public JwtConfig {
    keys = List.copyOf(keys);
  }

  /** No token is good. */
  public static JwtConfig none() {
    return new JwtConfig(List.of(), new Jwks(null, 300), "", "", 10, "roles", "rooms");
  }

  /** Whether any token may be good. */
  public boolean isOn() {
    return !keys.isEmpty() || jwks.url() != null;
  }
}
