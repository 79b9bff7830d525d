package dev.oneport.it;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Connection state recovery with the official client: every check of {@code recovery.cjs}. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class RecoveryIT {

  private final ServerUnderTest server;

  RecoveryIT(ServerUnderTest server) {
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
    return Checks.run("recovery.cjs", server.base(Applications.RECOVERING).toString(), setting);
  }
}
