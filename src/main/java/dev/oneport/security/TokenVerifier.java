package dev.oneport.security;

import dev.oneport.concurrent.Clock;
import dev.oneport.config.JwtConfig;
import dev.oneport.config.JwtKey;
import dev.oneport.config.SigningAlgorithm;
import dev.oneport.security.BadToken.Reason;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.InvalidClaimException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.PrematureJwtException;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.jsonwebtoken.security.SignatureException;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * Verifies tokens: signed JWTs in the compact form. The key decides on the algorithm, never the
 * token. Any thread; nothing is waited for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-7.2">RFC 7519, 7.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725</a>
 */
final class TokenVerifier {
  /** No header or message of a client needs more. */
  static final int MAX_LENGTH = 16_384;

  /** The end of the year 9999: what is later can't be reckoned with everywhere. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private final JwtConfig config;
  private final Clock clock;
  private final Json json = new Json(JsonProvider.provider());

  TokenVerifier(JwtConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Verifies a token.
   *
   * @param keys that it may be made with
   * @throws BadToken if it is not good
   */
  Claims verify(String token, List<JwtKey> keys) throws BadToken {
    String[] parts = token.split("\\.", -1);
    // Three parts: signed. Five would be encrypted, which asks for much work before any check.
    if (token.length() > MAX_LENGTH || parts.length != 3) {
      throw new BadToken(Reason.MALFORMED);
    }
    BadToken refusal = new BadToken(Reason.UNKNOWN_KEY);
    for (JwtKey key : candidates(part(parts[0]), keys)) {
      try {
        check(token, key);
        return claims(part(parts[1]));
      } catch (BadToken e) {
        // Without a key id several may be tried.
        refusal = e;
        if (e.reason() != Reason.WRONG_SIGNATURE) {
          break;
        }
      }
    }
    throw refusal;
  }

  private List<JwtKey> candidates(JsonObject header, List<JwtKey> keys) throws BadToken {
    String algorithm = header.get("alg") instanceof JsonString text ? text.getString() : "none";
    String id = header.get("kid") instanceof JsonString text ? text.getString() : null;
    List<JwtKey> known = keys.stream().filter(key -> id == null || key.id().equals(id)).toList();
    List<JwtKey> fitting =
        known.stream().filter(key -> key.algorithm().text().equals(algorithm)).toList();
    boolean usable = SigningAlgorithm.of(algorithm).isPresent();
    if (fitting.isEmpty() && (!usable || !known.isEmpty())) {
      throw new BadToken(Reason.WRONG_ALGORITHM);
    }
    return fitting;
  }

  private void check(String token, JwtKey key) throws BadToken {
    try {
      var unused = parser(key).build().parseSignedClaims(token);
    } catch (SignatureException e) {
      throw new BadToken(Reason.WRONG_SIGNATURE);
    } catch (ExpiredJwtException e) {
      throw new BadToken(Reason.EXPIRED);
    } catch (PrematureJwtException e) {
      throw new BadToken(Reason.NOT_YET_VALID);
    } catch (InvalidClaimException e) {
      throw new BadToken(
          "iss".equals(e.getClaimName()) ? Reason.WRONG_ISSUER : Reason.WRONG_AUDIENCE);
    } catch (JwtException | IllegalArgumentException | JsonException e) {
      throw new BadToken(Reason.MALFORMED);
    }
  }

  private JwtParserBuilder parser(JwtKey key) {
    JwtParserBuilder parser =
        Jwts.parser()
            .json(json)
            .clock(() -> Date.from(clock.now()))
            .clockSkewSeconds(config.leewaySeconds())
            .sig()
            .clear()
            .add(library(key.algorithm()))
            .and()
            // A small token could become a big one.
            .zip()
            .clear()
            .and();
    if (!config.issuer().isEmpty()) {
      parser.requireIssuer(config.issuer());
    }
    if (!config.audience().isEmpty()) {
      parser.requireAudience(config.audience());
    }
    Key material = key.key();
    return material instanceof SecretKey secret
        ? parser.verifyWith(secret)
        : parser.verifyWith((PublicKey) material);
  }

  private static SecureDigestAlgorithm<?, ?> library(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case HS256 -> Jwts.SIG.HS256;
      case RS256 -> Jwts.SIG.RS256;
      case ES256 -> Jwts.SIG.ES256;
      case EDDSA -> Jwts.SIG.EdDSA;
    };
  }

  private Claims claims(JsonObject all) throws BadToken {
    if (!(all.get("exp") instanceof JsonNumber exp)) {
      throw new BadToken(Reason.NO_EXPIRY);
    }
    long seconds = Math.min(exp.longValue(), LAST_SECOND) + config.leewaySeconds();
    return new Claims(all, Instant.ofEpochSecond(seconds));
  }

  private JsonObject part(String base64) throws BadToken {
    try {
      return json.object(new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | JsonException e) {
      throw new BadToken(Reason.MALFORMED);
    }
  }
}
