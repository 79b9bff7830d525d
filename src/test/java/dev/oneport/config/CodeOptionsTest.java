package dev.oneport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oneport.OneportCustomizer;
import dev.oneport.OneportOptions;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CodeOptionsTest {
  private static final Map<Class<?>, Object> SAMPLES =
      Map.of(
          boolean.class,
          true,
          int.class,
          7,
          long.class,
          7L,
          String.class,
          "a",
          String[].class,
          new String[] {"a", "b"},
          WhenFull.Overflow.class,
          WhenFull.Overflow.DROP_OLDEST,
          Duration.class,
          Duration.ofSeconds(7),
          TransportName[].class,
          new TransportName[] {TransportName.POLLING},
          Map.class,
          Map.of("a", "b"));

  /** {@code oneport.cors.maxAge} is {@code corsMaxAge}. */
  private static String methodName(Setting<?> setting) {
    String[] words = setting.name().split("\\.", -1);
    StringBuilder name = new StringBuilder(words[1]);
    for (int i = 2; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }

  @Test
  void eachSettingHasItsMethodAndEachMethodItsSetting() throws ReflectiveOperationException {
    Set<String> wanted =
        Settings.all().stream()
            .map(setting -> methodName(setting) + " -> " + setting.name())
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> found = new TreeSet<>();
    for (Method method : OneportOptions.class.getMethods()) {
      if (method.isDefault()) {
        CodeOptions options = new CodeOptions();
        method.invoke(options, SAMPLES.get(method.getParameterTypes()[0]));
        found.add(method.getName() + " -> " + String.join(",", options.names()));
      }
    }

    assertThat(found).isEqualTo(wanted);
  }

  @Test
  void valuesAreWrittenAsInWebXml() {
    OneportCustomizer customizer =
        options ->
            options
                .transports(TransportName.WEBSOCKET, TransportName.POLLING)
                .pingInterval(Duration.ofSeconds(3))
                .corsMaxAge(Duration.ofMinutes(1))
                .corsOrigins("https://a.example", "https://b.example")
                .whenFull(WhenFull.Overflow.DROP_NEWEST)
                .cookie(true);

    OneportConfig config = read(Map.of(), customizer);

    assertThat(config.engine().transports())
        .containsExactlyInAnyOrder(TransportName.WEBSOCKET, TransportName.POLLING);
    assertThat(config.engine().pingIntervalMillis()).isEqualTo(3_000);
    assertThat(config.web().cors().maxAgeSeconds()).isEqualTo(60);
    assertThat(config.web().cors().origins())
        .containsExactlyInAnyOrder("https://a.example", "https://b.example");
    assertThat(config.socketIo().namespaces().whenFull()).isEqualTo(WhenFull.DROP_NEWEST);
    assertThat(config.web().http().cookie()).isNotNull();
  }

  @Test
  void codeWinsOverWebXmlAndTheLastOfTwoCounts() {
    OneportConfig config =
        read(
            Map.of("oneport.path", "/web-xml"),
            options -> options.path("/first"),
            options -> options.path("/second"));

    assertThat(config.web().path()).isEqualTo("/second");
  }

  @Test
  void administratorWinsOverCode() {
    ConfigSource environment = ConfigSource.environment(Map.of("ONEPORT_PATH", "/theirs"));
    ConfigSource code = CodeOptions.of(List.of(options -> options.path("/ours")));

    assertThat(ConfigReader.read(List.of(environment, code)).web().path()).isEqualTo("/theirs");
  }

  @Test
  void badValueIsRefusedWithItsOrigin() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(Map.of(), options -> options.pingTimeout(Duration.ZERO)))
        .withMessage("oneport.pingTimeout=0: must be 1..86400000 ms (from a OneportCustomizer)");
  }

  private static OneportConfig read(Map<String, String> params, OneportCustomizer... customizers) {
    return ConfigReader.read(params, List.of(customizers));
  }
}
