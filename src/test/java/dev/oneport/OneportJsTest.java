package dev.oneport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The tests of {@code oneport.js} in {@code src/test/node}, which Node runs in virtual time. */
class OneportJsTest {
  private static final int LIMIT_SECONDS = 120;

  @TestFactory
  Stream<DynamicTest> inNode(@TempDir Path output) throws Exception {
    List<JsonObject> results = run(output.resolve("out"), output.resolve("err"));
    assertThat(results).isNotEmpty();
    return results.stream().map(OneportJsTest::test);
  }

  private static List<JsonObject> run(Path out, Path err) throws Exception {
    Process node =
        new ProcessBuilder("node", "--test", "--test-reporter=./json-lines.mjs", "oneport.test.mjs")
            .directory(Path.of("src/test/node").toAbsolutePath().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      boolean ended = node.waitFor(LIMIT_SECONDS, SECONDS);
      assertThat(ended).as("within %s s", LIMIT_SECONDS).isTrue();
      assertThat(Files.readString(err, UTF_8)).isEmpty();
      return Files.readAllLines(out, UTF_8).stream().map(OneportJsTest::json).toList();
    } finally {
      node.destroyForcibly();
    }
  }

  private static DynamicTest test(JsonObject result) {
    return dynamicTest(
        result.getString("test"),
        () -> {
          if (!result.getBoolean("ok")) {
            fail(result.getString("error", "without a word"));
          }
        });
  }

  private static JsonObject json(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }
}
