package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths; headers are in the tests of the filter. */
class HeaderSyntaxTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "/app/api/rooms/a%2Fb", "/api/rooms/%c3%A9", "/api/rooms/é%20x"})
  void pathsAreUtf8(String path) {
    assertThat(HeaderSyntax.isPath(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "/a%2", "/a%zz", "/%ff", "/%c3", "/%c0%af", "/%ed%a0%80"})
  void otherPathsAreNone(String path) {
    assertThat(HeaderSyntax.isPath(path)).isFalse();
  }
}
