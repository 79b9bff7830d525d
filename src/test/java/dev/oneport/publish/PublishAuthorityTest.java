package dev.oneport.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.ApiGrant;
import dev.oneport.config.ApiKey;
import dev.oneport.config.PublishConfig;
import dev.oneport.config.RoomPatterns;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishAuthorityTest {
  private static final PublishConfig CONFIG =
      new PublishConfig(
          List.of(key("first"), key("second")),
          Set.of("clerk", "editor"),
          Map.of("second", Set.of(ApiGrant.READ), "editor", Set.of(ApiGrant.MANAGE)),
          Map.of(
              "second",
              RoomPatterns.of(List.of("news:*", "/chat#a")),
              "clerk",
              RoomPatterns.of(List.of("desk"))),
          100,
          PublishConfig.closed().idempotency());

  private static final PublishAuthority ALL =
      PublishAuthority.anyOf(List.of(new ApiKeys(CONFIG), new ApiRoles(CONFIG)));

  private static ApiKey key(String key) {
    return ApiKey.ofHash(key, "sha256:" + HexFormat.of().formatHex(ApiKey.hashOf(key)));
  }

  private static @Nullable Publisher identify(
      @Nullable String bearer, @Nullable String user, String... roles) {
    return ALL.identify(new Credentials(bearer, user, Set.of(roles)::contains));
  }

  private static PublishRights rights(@Nullable Publisher publisher) {
    assertThat(publisher).isNotNull();
    return publisher.rights();
  }

  @Test
  void keyThatIsNotNamedMayPublishEverywhereAndNothingElse() {
    PublishRights rights = rights(identify("first", null));

    assertThat(rights.has(ApiGrant.PUBLISH, "/x", "any")).isTrue();
    assertThat(rights.mayPublishToAll("/x")).isTrue();
    assertThat(rights.has(ApiGrant.READ)).isFalse();
    assertThat(rights.has(ApiGrant.MANAGE)).isFalse();
  }

  @Test
  void keyThatIsNamedMayWhatIsSaid() {
    PublishRights rights = rights(identify("second", null));

    assertThat(rights.has(ApiGrant.PUBLISH)).isFalse();
    assertThat(rights.has(ApiGrant.READ)).isTrue();
    assertThat(rights.hasEverywhere(ApiGrant.READ)).isFalse();
    assertThat(rights.has(ApiGrant.READ, "/", "news:1")).isTrue();
    assertThat(rights.has(ApiGrant.READ, "/", "a")).isFalse();
    assertThat(rights.has(ApiGrant.READ, "/chat", "a")).isTrue();
    assertThat(rights.has(ApiGrant.READ, "/chat", "news:1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "firs", "firstsecond", "First"})
  void otherKeysAreNotKnown(String key) {
    assertThat(identify(key, null)).isNull();
  }

  @Test
  void userHasWhatTheRolesHaveEachInItsRooms() {
    PublishRights rights = rights(identify(null, "alice", "clerk", "editor"));

    assertThat(rights.has(ApiGrant.PUBLISH, "/", "desk")).isTrue();
    assertThat(rights.has(ApiGrant.PUBLISH, "/", "other")).isFalse();
    assertThat(rights.mayPublishToAll("/")).isFalse();
    assertThat(rights.has(ApiGrant.MANAGE, "/", "other")).isTrue();
    assertThat(rights.has(ApiGrant.READ)).isFalse();
  }

  @Test
  void nobodyElseIsKnown() {
    assertThat(identify(null, null)).isNull();
    assertThat(identify(null, null, "clerk")).isNull();
    assertThat(identify(null, "alice", "guest")).isNull();
  }

  @Test
  void wrongKeyIsNotMadeGoodByARole() {
    assertThat(identify("wrong", "alice", "clerk")).isNull();
  }

  @Test
  void keysAndUsersOfOneNameAreDistinct() {
    assertThat(identify("first", "first", "clerk"))
        .extracting(Publisher::name)
        .isEqualTo("key:first");
    assertThat(identify(null, "first", "clerk"))
        .extracting(Publisher::name)
        .isEqualTo("user:first");
  }

  @Test
  void withoutKeysAndRolesItIsClosed() {
    PublishConfig closed = PublishConfig.closed();

    assertThat(new ApiKeys(closed).isOpen()).isFalse();
    assertThat(new ApiRoles(closed).isOpen()).isFalse();
    assertThat(new ApiKeys(closed).identify(new Credentials("", null, role -> true))).isNull();
    assertThat(ALL.isOpen()).isTrue();
  }
}
