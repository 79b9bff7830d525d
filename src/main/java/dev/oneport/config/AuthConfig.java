package dev.oneport.config;

/**
 * Who may connect.
 *
 * @param anonymous whether clients may that have not said who they are
 * @param jwt tokens that say so
 * @param expiryWarningMillis how long before its end a client is told that its token expires
 */
public record AuthConfig(boolean anonymous, JwtConfig jwt, int expiryWarningMillis) {

  /** The built-in defaults: everybody, and no token means anything. */
  public static AuthConfig defaults() {
    return new AuthConfig(true, JwtConfig.none(), 60_000);
  }
}
