package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.oneport.it.client.NodeScript;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Scripts whose lines are results of checks, see {@code harness.cjs}. */
final class Checks {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Checks() {}

  /** Runs a script to its end; each of its checks is a test. */
  static Stream<DynamicTest> run(String script, String... arguments) {
    return run(NodeScript.start(script, arguments));
  }

  /** Waits for the end of a script, and closes it. */
  static Stream<DynamicTest> run(NodeScript script) {
    try (NodeScript node = script) {
      List<JsonObject> lines = node.finish(LIMIT);
      int planned = lines.isEmpty() ? -1 : lines.get(0).getInt("checks", -1);
      assertTrue(
          planned > 0 && planned == lines.size() - 1,
          () -> planned + " checks planned, seen " + lines + node.errorOutput());
      return lines.stream().skip(1).map(Checks::test);
    }
  }

  private static DynamicTest test(JsonObject line) {
    return dynamicTest(
        line.getString("check"),
        () -> {
          if (!line.getBoolean("ok")) {
            fail(line.getString("error"));
          }
        });
  }
}
