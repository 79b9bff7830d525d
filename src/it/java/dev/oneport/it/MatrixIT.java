package dev.oneport.it;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Members of a room over every transport: every check of {@code matrix.cjs}. */
@OnEachServer
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class MatrixIT {

  private final ServerUnderTest server;

  MatrixIT(ServerUnderTest server) {
    this.server = server;
  }

  @TestFactory
  Stream<DynamicTest> withoutRecovery() {
    return checks(Applications.APP);
  }

  @TestFactory
  Stream<DynamicTest> withRecovery() {
    return checks(Applications.RECOVERING);
  }

  private Stream<DynamicTest> checks(String application) {
    return Checks.run("matrix.cjs", server.base(application).toString(), Applications.API_KEY);
  }
}
