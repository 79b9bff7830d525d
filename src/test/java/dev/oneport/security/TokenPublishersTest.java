package dev.oneport.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.ApiGrant;
import dev.oneport.config.JwtConfig;
import dev.oneport.config.JwtKey;
import dev.oneport.publish.Credentials;
import dev.oneport.publish.PublishRights;
import dev.oneport.publish.Publisher;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.TestTokens;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenPublishersTest {
  private final FakeTimers timers = new FakeTimers();
  private final TokenPublishers publishers =
      new TokenPublishers(
          Tokens.of(
              new JwtConfig(
                  List.of(
                      JwtKey.of(
                          "k", "HS256:" + TestTokens.setting(TestTokens.SECRET.getBytes(UTF_8)))),
                  new JwtConfig.Jwks(null, 300),
                  "",
                  "",
                  0,
                  "roles",
                  "rooms"),
              url -> {
                throw new IOException("no network");
              },
              Runnable::run,
              timers,
              timers.clock()));

  private @Nullable Publisher identify(@Nullable String token) {
    return publishers.identify(new Credentials(token, null, role -> true));
  }

  private PublishRights rights(String claims) {
    long expires = timers.clock().now().getEpochSecond() + 60;
    Publisher publisher =
        identify(TestTokens.hs256("{\"sub\":\"alice\",\"exp\":" + expires + claims + "}"));
    assertThat(publisher).extracting(Publisher::name).isEqualTo("token:alice");
    return publisher == null ? PublishRights.everywhere(Set.of()) : publisher.rights();
  }

  @Test
  void claimNamesTheRooms() {
    PublishRights rights = rights(",\"publish\":[\"news\",\"/chat#*\"]");

    assertThat(rights.has(ApiGrant.PUBLISH, "/", "news")).isTrue();
    assertThat(rights.has(ApiGrant.PUBLISH, "/", "other")).isFalse();
    assertThat(rights.has(ApiGrant.PUBLISH, "/chat", "a")).isTrue();
    assertThat(rights.mayPublishToAll("/chat")).isTrue();
    assertThat(rights.mayPublishToAll("/")).isFalse();
    assertThat(rights.has(ApiGrant.READ)).isFalse();
    assertThat(rights.has(ApiGrant.MANAGE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"publish\":[]",
        ",\"publish\":true",
        ",\"publish\":[\"a*b\"]",
        ",\"publish\":[\"\"]",
        ",\"rooms\":[\"news\"]"
      })
  void withoutRoomsInTheClaimNothingIsAllowed(String claims) {
    assertThat(rights(claims).has(ApiGrant.PUBLISH)).isFalse();
  }

  @Test
  void tokensThatAreNotGoodAreNotKnown() {
    long expired = timers.clock().now().getEpochSecond() - 1;
    String claims = "{\"sub\":\"a\",\"publish\":[\"*\"],\"exp\":" + expired + "}";
    String endless = "{\"sub\":\"a\",\"publish\":[\"*\"]}";
    String nameless = "{\"publish\":[\"*\"],\"exp\":" + (expired + 60) + "}";

    assertThat(identify(TestTokens.hs256(claims))).isNull();
    assertThat(identify(TestTokens.hs256(endless))).isNull();
    assertThat(identify(TestTokens.hs256(nameless))).isNull();
    assertThat(identify(TestTokens.unsigned("{\"alg\":\"none\"}", nameless))).isNull();
    assertThat(identify("an API key")).isNull();
    assertThat(identify(null)).isNull();
  }

  @Test
  void withoutTokensItIsClosed() {
    TokenPublishers none = new TokenPublishers(Tokens.none());

    assertThat(none.isOpen()).isFalse();
    assertThat(none.identify(new Credentials("x", null, role -> true))).isNull();
    assertThat(publishers.isOpen()).isTrue();
  }
}
