package dev.oneport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code deploy/} says about settings is what {@link Settings} knows. */
class DeployFilesTest {
  private static final Path DEPLOY = Path.of("deploy");
  private static final String HASH = "0123456789abcdef".repeat(4);

  /** Not of files. */
  private static final Pattern NAME =
      Pattern.compile("\\boneport(?!\\.(?:war|conf|xml|env|cli|service|asadmin)\\b)(?:\\.\\w+)+");

  private static final Pattern VARIABLE = Pattern.compile("\\bONEPORT_\\w+");

  /** Switched off, or not; as WildFly has it, or as all others do. */
  private static final Pattern VALUE =
      Pattern.compile("(ONEPORT_\\w+|oneport(?:\\.\\w+)+)(?:=|:add\\(value=\"?)([^\\s\"`)]+)");

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void namesAreThoseOfSettings(Path file) throws Exception {
    String text = Files.readString(file);

    assertThat(NAME.matcher(text).results().map(MatchResult::group))
        .isSubsetOf(Settings.all().stream().map(Setting::name).toList());
    assertThat(VARIABLE.matcher(text).results().map(MatchResult::group))
        .isSubsetOf(Settings.all().stream().map(Setting::environmentName).toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void valuesAreAllowed(Path file) throws Exception {
    Map<String, String> values = values(Files.readString(file));

    assertThat(ConfigReader.read(List.of(ConfigSource.environment(values)))).isNotNull();
  }

  @Test
  void valuesAreFound() throws Exception {
    assertThat(values(Files.readString(DEPLOY.resolve("oneport.env"))))
        .hasSizeGreaterThan(4)
        .containsEntry("ONEPORT_API_KEYS", "backend=sha256:" + HASH);
    for (String file :
        List.of("tomcat/setenv.sh", "wildfly/oneport.cli", "payara/oneport.asadmin")) {
      assertThat(values(Files.readString(DEPLOY.resolve(file))))
          .as(file)
          .containsEntry("ONEPORT_API_KEYS", "backend=sha256:" + HASH);
    }
  }

  /** By the names of environment variables. */
  private static Map<String, String> values(String text) {
    Map<String, String> values = new TreeMap<>();
    VALUE
        .matcher(text)
        .results()
        .forEach(
            found ->
                values.put(
                    found.group(1).replace('.', '_').toUpperCase(Locale.ROOT),
                    found
                        .group(2)
                        .replaceFirst("\\.$", "")
                        .replace("\\", "")
                        .replace("HASH", HASH)));
    return values;
  }
}
