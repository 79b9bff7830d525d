package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishGateTest {
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
}
