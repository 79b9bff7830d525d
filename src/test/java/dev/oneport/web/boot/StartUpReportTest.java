package dev.oneport.web.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.EffectiveConfig;
import dev.oneport.config.OneportConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartUpReportTest {
  private static final List<String> URLS = List.of("http://localhost:8080", "https://[::1]:8443");

  private static final OneportConfig CONFIG = OneportConfig.defaults();

  @Test
  void tellsVersionPathAndWhatIsNotTheDefault() {
    EffectiveConfig config =
        new EffectiveConfig(
            CONFIG,
            List.of(
                new EffectiveConfig.Value("oneport.pingTimeout", "7", "the system property"),
                new EffectiveConfig.Value("oneport.page.key", "***", "the env-entry in JNDI")));

    assertThat(StartUpReport.text("1.2.3", List.of(), "/app", config).lines())
        .containsExactly(
            "Oneport 1.2.3 is ready: Socket.IO at /app/socket.io/; settings other than the"
                + " defaults:",
            "  oneport.pingTimeout=7 (from the system property)",
            "  oneport.page.key=*** (from the env-entry in JNDI)");
  }

  @Test
  void saysSoWhereNothingIsSet() {
    assertThat(StartUpReport.text("1.2.3", URLS, "", new EffectiveConfig(CONFIG, List.of())))
        .isEqualTo(
            "Oneport 1.2.3 is ready: Socket.IO at http://localhost:8080/socket.io/ and"
                + " https://[::1]:8443/socket.io/; every setting has its default");
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(Version.text()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }
}
