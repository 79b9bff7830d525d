package dev.oneport;

import jakarta.json.JsonObject;
import java.security.Principal;

/**
 * A user whom a token (JWT) names. Immutable. {@link #toString} gives no more than the name.
 *
 * @param name the token's subject ({@code sub})
 * @param claims all that the token says, verified
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4">RFC 7519, 4</a>
 */
public record TokenPrincipal(String name, JsonObject claims) implements Principal {

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
