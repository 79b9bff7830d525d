package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.ApiKey;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishGateTest {
  private static final List<ApiKey> KEYS = List.of(key("first"), key("second"));

  @ParameterizedTest
  @ValueSource(strings = {"Bearer k1", "bearer k1", "BEARER  k1 "})
  void bearerIsRead(String authorization) {
    assertThat(PublishGate.bearer(authorization)).isEqualTo("k1");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "k1", "Basic k1", "Bearer", "Bearerk1"})
  void anythingElseIsNoKey(@Nullable String authorization) {
    assertThat(PublishGate.bearer(authorization)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "second"})
  void anyOfTheKeysIsKnown(String key) {
    assertThat(PublishGate.isKnown(key, KEYS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "firs", "firstsecond", "First"})
  void othersAreNot(String key) {
    assertThat(PublishGate.isKnown(key, KEYS)).isFalse();
  }

  @Test
  void withoutKeysNoneIsKnown() {
    assertThat(PublishGate.isKnown("", List.of())).isFalse();
  }

  private static ApiKey key(String key) {
    return ApiKey.ofHash(key, "sha256:" + HexFormat.of().formatHex(ApiKey.hashOf(key)));
  }
}
