package dev.oneport.web.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeldSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "/push.io, false",
    "/push.io/, false",
    "/push.io/socket.io.js, false",
    "/engine.io/, false",
    "/push.ios, true",
    "/pushXio/, true",
    "/api/push.io/, true",
    "/, true",
    "'', true",
  })
  void onlyAsynchronousUrlsHaveNoRequestContext(String path, boolean context) {
    assertThat(path.matches(WeldSettings.allBut("/push.io"))).isEqualTo(context);
  }
}
