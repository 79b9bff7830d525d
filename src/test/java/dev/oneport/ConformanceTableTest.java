package dev.oneport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that the conformance table names exists. */
class ConformanceTableTest {

  private static final Path TABLE = Path.of("src/it/java/dev/oneport/it/conformance/README.md");
  private static final Pattern METHOD = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+|\\*)`");
  private static final Pattern CHECK = Pattern.compile("\"([^\"]{10,})\"");

  /** The text of each test class and of what it extends. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String root : List.of("src/test/java", "src/it/java")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file :
            (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
          sources.merge(
              file.getFileName().toString().replace(".java", ""),
              Files.readString(file, UTF_8),
              String::concat);
        }
      }
    }
    return sources;
  }

  private static String withParents(String name, Map<String, String> sources) {
    String text = sources.getOrDefault(name, "");
    Matcher parent = Pattern.compile("class " + name + " extends (\\w+)").matcher(text);
    return parent.find() ? text + withParents(parent.group(1), sources) : text;
  }

  @Test
  void namesTestsThatExist() throws IOException {
    Map<String, String> sources = sources();
    String checks =
        Files.readString(Path.of("src/it/npm/checks.cjs"), UTF_8)
            + Files.readString(Path.of("src/it/npm/checks-earlier.cjs"), UTF_8);
    List<String> rows =
        Files.readAllLines(TABLE, UTF_8).stream().filter(row -> row.startsWith("| ")).toList();
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (String row : rows) {
      String tests = row.substring(row.lastIndexOf(" | "));
      Matcher method = METHOD.matcher(tests);
      while (method.find()) {
        named++;
        String source = withParents(method.group(1), sources);
        if (method.group(2).equals("*")
            ? source.isEmpty()
            : !source.contains(" " + method.group(2) + "(")) {
          missing.add(method.group());
        }
      }
      Matcher check = CHECK.matcher(tests);
      while (check.find()) {
        named++;
        if (!checks.contains("async \"" + check.group(1) + "\"")) {
          missing.add(check.group());
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(80);
  }
}
