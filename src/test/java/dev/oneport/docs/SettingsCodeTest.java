package dev.oneport.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.config.ConfigException;
import dev.oneport.config.ConfigReader;
import dev.oneport.config.ConfigSource;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings in the documentation are there, and may have the values that they have there. */
class SettingsCodeTest {

  /** As in {@code sha256:5f2…}, where who reads it has a hash of a key. */
  private static final Pattern SHORTENED = Pattern.compile("sha256:([0-9a-f]*)…");

  /** In code within a line; not files, packages, or several settings at once. */
  private static final Pattern NAME =
      Pattern.compile(
          "`(oneport(?!\\.(?:war|js|mjs|d\\.ts|d\\.mts|plain|metrics\\.|events\\.(?:sent|received))\\b)"
              + "(?:\\.\\w+)+)[=`]");

  private static Stream<CodeBlock> blocks() {
    return Document.all().stream()
        .flatMap(document -> document.blocks().stream())
        .filter(block -> block.language().equals("properties"));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blocksAreAccepted(CodeBlock block) throws Exception {
    Properties settings = read(block.text());

    assertThat(settings.stringPropertyNames()).isNotEmpty().isSubsetOf(known());
    assertThat(ConfigReader.read(List.of(ConfigSource.systemProperties(settings)))).isNotNull();
  }

  private static Properties read(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(
        new StringReader(
            SHORTENED
                .matcher(text)
                .replaceAll(
                    hash -> "sha256:" + hash.group(1) + "0".repeat(64 - hash.group(1).length()))));
    return properties;
  }

  private static Set<String> known() throws IOException {
    return Pattern.compile("(?m)^\\| `(oneport\\.[\\w.]+)` \\|")
        .matcher(String.join("\n", Document.named("configuration.md").lines()))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void badValuesAreRefused() throws Exception {
    Properties settings = read("oneport.adminUi=often\noneport.api.keys=ops=sha256:5f2…\n");

    assertThatThrownBy(() -> ConfigReader.read(List.of(ConfigSource.systemProperties(settings))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("oneport.adminUi=often");
  }

  private static List<Document> documents() {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void namesAreThoseOfSettings(Document document) throws Exception {
    assertThat(
            NAME.matcher(String.join("\n", document.lines())).results().map(name -> name.group(1)))
        .isSubsetOf(known());
  }
}
