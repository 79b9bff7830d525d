package dev.oneport.config;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Base64;

/**
 * A key that verifies tokens, and the one algorithm it is for. Immutable.
 *
 * @param id what tokens call it ({@code kid})
 */
public record JwtKey(String id, SigningAlgorithm algorithm, Key key) {
  private static final String PEM_BORDER = "-----(BEGIN|END) PUBLIC KEY-----";

  /**
   * Reads {@code <algorithm>:<Base64>}: of the secret, or of the public key as in a PEM file, whose
   * border and line breaks may stay.
   *
   * @throws IllegalArgumentException if it is none, or too weak for its algorithm; the message does
   *     not tell the key
   */
  public static JwtKey of(String id, String text) {
    int colon = text.indexOf(':');
    SigningAlgorithm algorithm =
        SigningAlgorithm.of(text.substring(0, Math.max(0, colon)))
            .orElseThrow(() -> new IllegalArgumentException("no algorithm"));
    String base64 =
        text.substring(colon + 1)
            .replaceAll(PEM_BORDER, "")
            .replaceAll("\\s", "")
            .replace('-', '+')
            .replace('_', '/');
    try {
      return new JwtKey(id, algorithm, algorithm.key(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without its cause, whose message may tell a part of the secret.
      throw new IllegalArgumentException("no key for " + algorithm.text());
    }
  }

  @Override
  public String toString() {
    return id + " (" + algorithm.text() + ")";
  }
}
