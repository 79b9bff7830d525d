package dev.oneport.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Deployment;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.OnEachOwnServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/**
 * The unmodified Socket.IO Admin UI, from npm, in the Chromium of this machine. On one server only:
 * what may differ between servers is in no way the Admin UI's.
 */
@OnEachOwnServer
class AdminUiIT {
  private static final String SERVER = "embedded";
  private static final String DEVELOPMENT = "/developed";
  private static final String PRODUCTION = "/produced";

  private final ServerUnderTest server;

  AdminUiIT(ServerUnderTest server) {
    this.server = server;
  }

  @AfterParameterizedClassInvocation
  static void close(ServerUnderTest server) {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> adminUi() throws IOException {
    assumeTrue(server.name().equals(SERVER), "what it needs of a server is tested elsewhere");
    server.start(
        List.of(
            new Deployment(DEVELOPMENT, Applications.adminUiWar("development")),
            new Deployment(PRODUCTION, Applications.adminUiWar("production"))),
        Applications.withAdministrators());
    Path screenshots = Files.createDirectories(Layout.target("screenshots"));
    return Checks.run(
        "admin-ui.cjs",
        server.base(DEVELOPMENT).toString(),
        server.base(PRODUCTION).toString(),
        Applications.API_KEY,
        Applications.READER_KEY,
        Applications.ALLOWED_ORIGIN,
        Chromium.command().toString(),
        screenshots.toString(),
        server.name());
  }
}
