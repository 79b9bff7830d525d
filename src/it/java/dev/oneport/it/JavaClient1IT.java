package dev.oneport.it;

import dev.oneport.it.client.NodeScript;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Version 1 of the official Java client, in a JVM of its own: every check of {@code
 * JavaClient1.java} is a test.
 */
@OnEachServer
class JavaClient1IT {

  private final ServerUnderTest server;

  JavaClient1IT(ServerUnderTest server) {
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
    return checks("polling,websocket");
  }

  private Stream<DynamicTest> checks(String transports) {
    return Checks.run(
        NodeScript.startJava(
            Path.of("src/it/java-client-1/JavaClient1.java"),
            Layout.target("java-client-1"),
            server.base(Applications.APP).toString(),
            transports));
  }
}
