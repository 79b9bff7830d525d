package dev.oneport.security;

import static dev.oneport.testing.TestTokens.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oneport.config.JwtConfig;
import dev.oneport.config.JwtKey;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.Mutations;
import dev.oneport.testing.TestTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client shows as a token is good, or bad for one of the reasons that there are. */
class TokenPropertiesTest {
  private static final String HEADER = "{\"alg\":\"HS256\",\"kid\":\"k\",\"typ\":\"JWT\"}";
  private static final String CLAIMS = "{\"sub\":\"alice\",\"exp\":4102444800}";

  private static final List<String> HEADERS =
      List.of(
          HEADER,
          "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
          "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"\"},\"x5c\":[],\"zip\":\"DEF\"}",
          "{\"alg\":\"none\",\"x\":1e99999999999,\"jku\":\"http://evil.example\"}");

  private static final List<String> CLAIM_SETS =
      List.of(
          CLAIMS,
          "{\"sub\":\"a\",\"exp\":1e99999999999,\"iss\":[],\"aud\":[\"\\ud800\",7]}",
          "{\"sub\":null,\"exp\":-9223372036854775808,\"nbf\":\"x\",\"iat\":{}}",
          "{\"exp\":253402300800,\"realm\":{\"roles\":[1,{},\"clerk\"]}}");

  private static final List<JwtKey> KEYS =
      List.of(JwtKey.of("k", "HS256:" + TestTokens.setting(SECRET.getBytes(UTF_8))));

  private final TokenVerifier verifier =
      new TokenVerifier(
          new JwtConfig(KEYS, new JwtConfig.Jwks(null, 300), "", "", 10, "realm.roles", "rooms"),
          new FakeTimers().clock());

  private void verify(String token) {
    try {
      Claims claims = verifier.verify(token, KEYS);
      assertThat(claims.expiresAt()).isNotNull();
      assertThat(claims.subject() == null || !claims.all().isEmpty()).isTrue();
      assertThat(claims.strings("realm.roles")).isNotNull();
    } catch (BadToken e) {
      assertThat(e.reason()).isNotNull();
    }
  }

  @Test
  void tokens() {
    new Mutations()
        .run(List.of(TestTokens.hs256(CLAIMS), "a.b.c", "e30.e30."), 3_000, this::verify);
  }

  /** Nobody but who has the key can sign them; but they are read before that is known. */
  @Test
  void headers() {
    new Mutations().run(HEADERS, 3_000, header -> verify(signed(header, CLAIMS)));
  }

  @Test
  void claims() {
    new Mutations().run(CLAIM_SETS, 3_000, claims -> verify(signed(HEADER, claims)));
  }

  private static String signed(String header, String claims) {
    return TestTokens.token(header, claims, TestTokens.secret(SECRET.getBytes(UTF_8)));
  }

  /** What reads JSON uses the stack, and no container may show it. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "["})
  void depth(String level) throws BadToken {
    String tooDeep = level.repeat(31) + "1";
    String asDeepAsFits = level.repeat(12_000 / level.length());
    for (String deep : List.of(tooDeep, tooDeep + closing(level), asDeepAsFits)) {
      assertMalformed(TestTokens.unsigned("{\"a\":" + level + deep, CLAIMS));
      assertMalformed(signed("{\"alg\":\"HS256\",\"a\":" + deep, CLAIMS));
      assertMalformed(signed(HEADER, "{\"exp\":4102444800,\"a\":" + level + deep));
    }
    String deep = "{\"exp\":4102444800,\"a\":" + tooDeep + closing(level) + "}";
    assertThat(verifier.verify(signed(HEADER, deep), KEYS).subject()).isNull();
  }

  private static String closing(String level) {
    return (level.equals("[") ? "]" : "}").repeat(31);
  }

  private void assertMalformed(String token) {
    assertThatExceptionOfType(BadToken.class)
        .isThrownBy(() -> verifier.verify(token, KEYS))
        .matches(bad -> bad.reason() == BadToken.Reason.MALFORMED);
  }
}
