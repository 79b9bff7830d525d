package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.oneport.it.client.NodeScript;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The official JavaScript client in Node: every check of {@code checks.cjs} is a test. */
@OnEachServer
class JavaScriptClientIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final ServerUnderTest server;

  JavaScriptClientIT(ServerUnderTest server) {
    this.server = server;
  }

  @TestFactory
  Stream<DynamicTest> overPollingOnly() {
    return checks("polling");
  }

  @TestFactory
  Stream<DynamicTest> overWebSocketOnly() {
    return checks("websocket");
  }

  @TestFactory
  Stream<DynamicTest> upgrading() {
    return checks("upgrade");
  }

  private Stream<DynamicTest> checks(String setting) {
    String base = server.base(Applications.APP).toString();
    try (NodeScript script =
        NodeScript.start("checks.cjs", base, setting, Applications.API_KEY)) {
      List<JsonObject> lines = script.finish(LIMIT);
      int planned = lines.isEmpty() ? -1 : lines.get(0).getInt("checks", -1);
      assertTrue(
          planned > 0 && planned == lines.size() - 1,
          () -> planned + " checks planned, seen " + lines + script.errorOutput());
      return lines.stream().skip(1).map(JavaScriptClientIT::test);
    }
  }

  private static DynamicTest test(JsonObject line) {
    return dynamicTest(
        line.getString("check"),
        () -> {
          if (!line.getBoolean("ok")) {
            Assertions.fail(line.getString("error"));
          }
        });
  }
}
