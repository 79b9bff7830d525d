package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.fail;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The start page in the Chromium of this machine; a screenshot is kept. */
@OnEachServer
class BrowserIT {

  private static final String NO_BROWSER =
      "No Chromium on the PATH: the browser tests are skipped.";

  private final ServerUnderTest server;

  BrowserIT(ServerUnderTest server) {
    this.server = server;
  }

  @TestFactory
  Stream<DynamicTest> startPage() throws IOException {
    Path browser = chromium();
    Path screenshots = Files.createDirectories(Layout.target("screenshots"));
    return Checks.run(
        "browser.cjs",
        server.base(Applications.ONEPORT).toString(),
        Applications.API_KEY,
        browser.toString(),
        screenshots.resolve("page-" + server.name() + ".png").toString());
  }

  private static Path chromium() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(":", -1))
            .flatMap(
                directory ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      if (isRequired()) {
        fail(NO_BROWSER.replace("are skipped", "can't run, and -Dbrowser.required is set"));
      }
      System.out.println(NO_BROWSER);
    }
    Assumptions.assumeTrue(found.isPresent(), NO_BROWSER);
    return found.get();
  }

  /** {@code -Dbrowser.required} alone counts as true. */
  private static boolean isRequired() {
    String value = System.getProperty("browser.required", "false");
    return value.isEmpty() || Boolean.parseBoolean(value);
  }
}
