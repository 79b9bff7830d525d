package dev.oneport.security;

import dev.oneport.config.JwtKey;
import dev.oneport.config.SigningAlgorithm;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a set of keys: public ones that are for signatures, each for one of the algorithms that we
 * verify. Others are left out: a secret that is published is none. Any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, 5</a>
 */
final class JwkSetReader {
  static final int MAX_KEYS = 64;
  private static final System.Logger LOG = System.getLogger(JwkSetReader.class.getName());

  private final Json json;

  JwkSetReader(JsonProvider provider) {
    this.json = new Json(provider);
  }

  /**
   * Reads a set.
   *
   * @throws IOException if it is none, or has too many keys
   */
  List<JwtKey> read(String text) throws IOException {
    JsonValue list;
    try {
      list = json.object(text).get("keys");
    } catch (JsonException e) {
      throw new IOException("no JSON object");
    }
    if (!(list instanceof JsonArray array) || array.size() > MAX_KEYS) {
      throw new IOException("no set of at most " + MAX_KEYS + " keys");
    }
    List<JwtKey> keys = new ArrayList<>();
    for (JsonValue each : array) {
      JwtKey key = each instanceof JsonObject object ? key(object) : null;
      if (key != null) {
        keys.add(key);
      }
    }
    return List.copyOf(keys);
  }

  private @Nullable JwtKey key(JsonObject members) {
    try {
      Jwk<?> jwk = Jwks.parser().json(json).build().parse(members.toString());
      SigningAlgorithm algorithm = algorithm(members);
      if (!(jwk instanceof PublicJwk<?> published)
          || algorithm == null
          || "enc".equals(published.getPublicKeyUse())) {
        return null;
      }
      String id = jwk.getId();
      return new JwtKey(
          id == null ? "" : id, algorithm, algorithm.key(published.toKey().getEncoded()));
    } catch (JwtException | IllegalArgumentException | GeneralSecurityException e) {
      LOG.log(Level.DEBUG, "a published key can''t be used: {0}", e.getClass().getName());
      return null;
    }
  }

  /** The one that the key names; else the one that goes with its kind. */
  private static @Nullable SigningAlgorithm algorithm(JsonObject members) {
    String named = members.getString("alg", null);
    if (named != null) {
      return SigningAlgorithm.of(named)
          .filter(found -> found != SigningAlgorithm.HS256)
          .orElse(null);
    }
    return switch (members.getString("kty", "")) {
      case "RSA" -> SigningAlgorithm.RS256;
      case "EC" -> SigningAlgorithm.ES256;
      case "OKP" -> SigningAlgorithm.EDDSA;
      default -> null;
    };
  }
}
