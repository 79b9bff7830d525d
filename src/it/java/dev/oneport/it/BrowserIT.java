package dev.oneport.it;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The start page, and an old client, in the Chromium of this machine; a screenshot is kept. */
@OnEachServer
class BrowserIT {

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
        screenshots.resolve("page-" + server.name() + ".png").toString());
  }

  /** Client 2 in a page, as if the browser had no XMLHttpRequest. */
  @TestFactory
  Stream<DynamicTest> jsonp() {
    return Checks.run(
        "browser-jsonp.cjs",
        server.base(Applications.APP).toString(),
        Chromium.command().toString());
  }
}
