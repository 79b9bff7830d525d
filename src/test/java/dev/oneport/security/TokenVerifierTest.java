package dev.oneport.security;

import static dev.oneport.testing.TestTokens.SECRET;
import static dev.oneport.testing.TestTokens.secret;
import static dev.oneport.testing.TestTokens.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.JwtConfig;
import dev.oneport.config.JwtKey;
import dev.oneport.security.BadToken.Reason;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.TestTokens;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It is 2026-01-02T03:04:05Z, 1767323045 in seconds; the leeway is 10 s. */
class TokenVerifierTest {
  private static final KeyPair RSA = TestTokens.keyPair("RS256");
  private static final KeyPair EC = TestTokens.keyPair("ES256");
  private static final KeyPair ED = TestTokens.keyPair("EdDSA");
  private static final String GOOD =
      "{\"sub\":\"alice\",\"iss\":\"https://id.example\",\"aud\":[\"other\",\"oneport\"],"
          + "\"exp\":1767323105}";

  private final FakeTimers timers = new FakeTimers();
  private final List<JwtKey> keys =
      List.of(
          JwtKey.of("hmac", "HS256:" + TestTokens.setting(SECRET.getBytes(UTF_8))),
          JwtKey.of("rsa", "RS256:" + TestTokens.setting(RSA.getPublic().getEncoded())),
          JwtKey.of("ec", "ES256:" + TestTokens.setting(EC.getPublic().getEncoded())),
          JwtKey.of("ed", "EdDSA:" + TestTokens.setting(ED.getPublic().getEncoded())));
  private final TokenVerifier verifier = verifier("https://id.example", "oneport");

  private TokenVerifier verifier(String issuer, String audience) {
    JwtConfig config =
        new JwtConfig(keys, new JwtConfig.Jwks(null, 300), issuer, audience, 10, "roles", "rooms");
    return new TokenVerifier(config, timers.clock());
  }

  private Object verify(String token) {
    return verify(verifier, token);
  }

  private Object verify(TokenVerifier by, String token) {
    try {
      return by.verify(token, keys);
    } catch (BadToken e) {
      assertThat(e.getMessage()).doesNotContain("alice");
      return e.reason();
    }
  }

  private Object claims(String claims) {
    return verify(
        token("{\"alg\":\"HS256\",\"kid\":\"hmac\"}", claims, secret(SECRET.getBytes(UTF_8))));
  }

  @Test
  void eachAlgorithmIsVerifiedWithItsKey() throws BadToken {
    Instant end = Instant.parse("2026-01-02T03:05:15Z");
    for (String good :
        List.of(
            token("{\"alg\":\"HS256\",\"kid\":\"hmac\"}", GOOD, secret(SECRET.getBytes(UTF_8))),
            token("{\"alg\":\"RS256\",\"kid\":\"rsa\"}", GOOD, RSA.getPrivate()),
            token("{\"alg\":\"ES256\",\"kid\":\"ec\"}", GOOD, EC.getPrivate()),
            token("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", GOOD, ED.getPrivate()))) {
      Claims claims = verifier.verify(good, keys);
      assertThat(claims.subject()).isEqualTo("alice");
      assertThat(claims.expiresAt()).isEqualTo(end);
      assertThat(claims.toString()).doesNotContain("alice");
    }
  }

  @Test
  void tokenWithoutKeyIdIsTriedWithEachKeyOfItsAlgorithm() {
    assertThat(verify(token("{\"alg\":\"ES256\"}", GOOD, EC.getPrivate())))
        .isInstanceOf(Claims.class);
    assertThat(verify(token("{\"alg\":\"ES256\"}", GOOD, TestTokens.keyPair("ES256").getPrivate())))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void tokenOfAnotherKeyIsRefused() {
    for (String algorithm : List.of("RS256", "ES256", "EdDSA")) {
      String kid = algorithm.equals("EdDSA") ? "ed" : algorithm.equals("ES256") ? "ec" : "rsa";
      String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\"}";
      assertThat(verify(token(header, GOOD, TestTokens.keyPair(algorithm).getPrivate())))
          .isEqualTo(Reason.WRONG_SIGNATURE);
    }
    assertThat(
            verify(
                token(
                    "{\"alg\":\"HS256\",\"kid\":\"hmac\"}",
                    GOOD,
                    secret("another secret of thirty-two byt".getBytes(UTF_8)))))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void changedClaimsAreRefused() {
    String good = token("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", GOOD, ED.getPrivate());
    String[] parts = good.split("\\.", -1);
    String forged =
        parts[0] + "." + TestTokens.part(GOOD.replace("alice", "admin")) + "." + parts[2];

    assertThat(verify(forged)).isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
  void unsignedTokenIsRefused(String none) {
    assertThat(verify(TestTokens.unsigned("{\"alg\":\"" + none + "\"}", GOOD)))
        .isEqualTo(Reason.WRONG_ALGORITHM);
    assertThat(verify(TestTokens.unsigned("{\"alg\":\"" + none + "\",\"kid\":\"rsa\"}", GOOD)))
        .isEqualTo(Reason.WRONG_ALGORITHM);
  }

  @Test
  void publicKeyIsNoSecret() {
    byte[] der = RSA.getPublic().getEncoded();
    String pem = "-----BEGIN PUBLIC KEY-----\n" + TestTokens.setting(der);

    for (byte[] known : List.of(der, pem.getBytes(UTF_8))) {
      assertThat(verify(token("{\"alg\":\"HS256\",\"kid\":\"rsa\"}", GOOD, secret(known))))
          .isEqualTo(Reason.WRONG_ALGORITHM);
      assertThat(verify(token("{\"alg\":\"HS256\"}", GOOD, secret(known))))
          .isEqualTo(Reason.WRONG_SIGNATURE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS384", "HS512", "RS384", "PS256", "ES384", "ES256K", "RS256 ", "rs256"})
  void otherAlgorithmsAreRefusedEvenIfTheKeyWouldDo(String algorithm) {
    assertThat(
            verify(
                token("{\"alg\":\"" + algorithm + "\",\"kid\":\"rsa\"}", GOOD, RSA.getPrivate())))
        .isEqualTo(Reason.WRONG_ALGORITHM);
  }

  @Test
  void keyThatIsNotKnownIsRefused() {
    assertThat(verify(token("{\"alg\":\"RS256\",\"kid\":\"new\"}", GOOD, RSA.getPrivate())))
        .isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void keyInTheTokenItselfIsNoKey() {
    String header =
        "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"%s\"},\"jku\":\"http://127.0.0.1:1/\"}"
            .formatted(TestTokens.part("x".repeat(32)));

    assertThat(verify(token(header, GOOD, secret("x".repeat(32).getBytes(UTF_8)))))
        .isEqualTo(Reason.MALFORMED);
    assertThat(
            verify(
                token(
                    "{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1:1/\"}",
                    GOOD,
                    secret("x".repeat(32).getBytes(UTF_8)))))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void tokenIsGoodUntilItExpiresAndTheLeewayLonger() {
    assertThat(claims(GOOD.replace("1767323105", "1767323036"))).isInstanceOf(Claims.class);
    assertThat(claims(GOOD.replace("1767323105", "1767323034"))).isEqualTo(Reason.EXPIRED);
    String token = token("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", GOOD, ED.getPrivate());
    timers.advance(69_000);
    assertThat(verify(token)).isInstanceOf(Claims.class);
    timers.advance(2_000);
    assertThat(verify(token)).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void tokenIsNotGoodBeforeItsTime() {
    assertThat(claims(GOOD.replace("\"exp\"", "\"nbf\":1767323060,\"exp\"")))
        .isEqualTo(Reason.NOT_YET_VALID);
    assertThat(claims(GOOD.replace("\"exp\"", "\"nbf\":1767323050,\"exp\"")))
        .isInstanceOf(Claims.class);
  }

  @Test
  void tokenMustSayWhenItExpires() {
    assertThat(claims(GOOD.replace(",\"exp\":1767323105", ""))).isEqualTo(Reason.NO_EXPIRY);
    assertThat(claims(GOOD.replace("1767323105", "null"))).isEqualTo(Reason.NO_EXPIRY);
    assertThat(claims(GOOD.replace("1767323105", "\"never\""))).isEqualTo(Reason.MALFORMED);
    assertThat(claims(GOOD.replace("1767323105", "99999999999999"))).isInstanceOf(Claims.class);
    assertThat(claims(GOOD.replace("1767323105", "1e400"))).isInstanceOf(Reason.class);
  }

  @Test
  void issuerAndAudienceMustBeTheConfiguredOnes() {
    assertThat(claims(GOOD.replace("id.example", "evil.example"))).isEqualTo(Reason.WRONG_ISSUER);
    assertThat(claims(GOOD.replace("\"iss\":\"https://id.example\",", "")))
        .isEqualTo(Reason.WRONG_ISSUER);
    assertThat(claims(GOOD.replace("\"oneport\"", "\"oneport2\"")))
        .isEqualTo(Reason.WRONG_AUDIENCE);
    assertThat(claims(GOOD.replace("[\"other\",\"oneport\"]", "\"oneport\"")))
        .isInstanceOf(Claims.class);
    assertThat(claims(GOOD.replace("\"aud\":[\"other\",\"oneport\"],", "")))
        .isEqualTo(Reason.WRONG_AUDIENCE);
    String bare = "{\"sub\":\"alice\",\"exp\":1767323105}";
    assertThat(verify(verifier("", ""), token("{\"alg\":\"EdDSA\"}", bare, ED.getPrivate())))
        .isInstanceOf(Claims.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "a.b.c.d.e", "e30.e30.e30.e30.e30", "é.é.é"})
  void whatIsNoTokenIsRefused(String text) {
    assertThat(verify(text)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void partsThatAreNoObjectsAreRefused() {
    assertThat(verify(TestTokens.unsigned("[]", GOOD))).isEqualTo(Reason.MALFORMED);
    assertThat(verify(TestTokens.unsigned("{}", GOOD))).isEqualTo(Reason.WRONG_ALGORITHM);
    assertThat(verify(TestTokens.unsigned("{\"alg\":5}", GOOD))).isEqualTo(Reason.WRONG_ALGORITHM);
    assertThat(claims("[1]")).isEqualTo(Reason.MALFORMED);
    assertThat(claims("")).isEqualTo(Reason.MALFORMED);
    assertThat(claims("{\"sub\":{\"a\":1},\"exp\":1767323105}")).isInstanceOf(Reason.class);
  }

  @Test
  void tokenThatIsTooLongOrPackedOrCriticalIsRefused() {
    assertThat(verify("e30." + "A".repeat(TokenVerifier.MAX_LENGTH) + ".x"))
        .isEqualTo(Reason.MALFORMED);
    assertThat(
            verify(
                token("{\"alg\":\"EdDSA\",\"kid\":\"ed\",\"zip\":\"DEF\"}", GOOD, ED.getPrivate())))
        .isEqualTo(Reason.MALFORMED);
    assertThat(
            verify(
                token(
                    "{\"alg\":\"EdDSA\",\"kid\":\"ed\",\"crit\":[\"x\"],\"x\":1}",
                    GOOD,
                    ED.getPrivate())))
        .isEqualTo(Reason.MALFORMED);
  }
}
