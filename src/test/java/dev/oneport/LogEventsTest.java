package dev.oneport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever watches the log for something knows it by a name that the documentation has and that
 * stays.
 */
class LogEventsTest {
  private static final Pattern CALL =
      Pattern.compile(
          "\\b(?i:log)\\.log\\(\\s*(?:System\\.Logger\\.)?Level\\.(\\w+),\\s*(.{0,60})");
  private static final Pattern NAMED =
      Pattern.compile("\"([a-z]+(?:-[a-z]+)*): .*", Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z-]+)` \\| (INFO|WARNING|ERROR) \\| .*");

  private static Set<String> inCode() throws IOException {
    Set<String> events = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher call = CALL.matcher(Files.readString(file));
        while (call.find()) {
          if (!call.group(1).equals("DEBUG")) {
            Matcher named = NAMED.matcher(call.group(2));
            assertThat(named.matches())
                .as("%s logs without a name: %s", file.getFileName(), call.group(2))
                .isTrue();
            events.add(named.group(1) + " " + call.group(1));
          }
        }
      }
    }
    return events;
  }

  private static List<String> inDocumentation() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("docs/observing.md"))) {
      return lines
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .map(row -> row.group(1) + " " + row.group(2))
          .collect(Collectors.toList());
    }
  }

  @Test
  void eachHasItsNameAndItsRow() throws IOException {
    assertThat(inDocumentation()).containsExactlyInAnyOrderElementsOf(inCode());
  }
}
