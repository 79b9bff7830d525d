package dev.oneport.it;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The official JavaScript client in Node: every check of {@code checks.cjs} is a test. Those with
 * MessagePack have an application of their own, and run beside the others.
 */
@OnEachServer
class JavaScriptClientIT {

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

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> messagePackOverPollingOnly() {
    return messagePackChecks("polling");
  }

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> messagePackOverWebSocketOnly() {
    return messagePackChecks("websocket");
  }

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> messagePackUpgrading() {
    return messagePackChecks("upgrade");
  }

  /** What its predecessors can do too. */
  @TestFactory
  Stream<DynamicContainer> earlierClients() {
    String base = server.base(Applications.APP).toString();
    return Stream.of("2", "3")
        .flatMap(
            version ->
                Stream.of("polling", "websocket", "upgrade")
                    .map(
                        setting ->
                            dynamicContainer(
                                "socket.io-client " + version + ", " + setting,
                                Checks.run(
                                    "checks-earlier.cjs",
                                    base,
                                    setting,
                                    version,
                                    Applications.API_KEY))));
  }

  private Stream<DynamicTest> checks(String setting) {
    String base = server.base(Applications.APP).toString();
    return Checks.run("checks.cjs", base, setting, Applications.API_KEY);
  }

  private Stream<DynamicTest> messagePackChecks(String setting) {
    String base = server.base(Applications.MESSAGE_PACK).toString();
    return Checks.run("checks.cjs", base, setting, Applications.API_KEY, "msgpack");
  }
}
