package dev.oneport.it;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The start page, the console and an old client, in the Chromium of this machine; a screenshot is
 * kept.
 */
@OnEachServer
class BrowserIT {

  /** The page is the same on all of them; what it asks for is tested on each by ConsoleIT. */
  private static final Set<String> WITH_CONSOLE = Set.of("embedded", "payara");

  private final ServerUnderTest server;

  BrowserIT(ServerUnderTest server) {
    this.server = server;
  }

  @TestFactory
  Stream<DynamicTest> startPage() throws IOException {
    Path browser = Chromium.command();
    Path screenshots = Files.createDirectories(Layout.target("screenshots"));
    return Checks.run(
        "browser.cjs",
        server.base(Applications.ONEPORT).toString(),
        Applications.API_KEY,
        browser.toString(),
        screenshots.resolve("page-" + server.name() + ".png").toString(),
        // Half a minute, for what is no server's own.
        server.name().equals("embedded") ? "patient" : "");
  }

  @TestFactory
  Stream<DynamicTest> console() throws IOException {
    if (!WITH_CONSOLE.contains(server.name())) {
      return Stream.empty();
    }
    Path screenshots = Files.createDirectories(Layout.target("screenshots"));
    return Checks.run(
        "console.cjs",
        server.base(Applications.ONEPORT).toString(),
        Applications.API_KEY,
        Chromium.command().toString(),
        screenshots.toString(),
        server.name(),
        signIn());
  }

  /** Where users of the server sign in; empty where there are none. */
  private String signIn() {
    return server.name().equals("embedded") ? "" : server.base(Applications.BASIC).toString();
  }

  /** Client 2 in a page, as if the browser had no XMLHttpRequest; waits beside the others. */
  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> jsonp() {
    return Checks.run(
        "browser-jsonp.cjs",
        server.base(Applications.APP).toString(),
        Chromium.command().toString());
  }
}
