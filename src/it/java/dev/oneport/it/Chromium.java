package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine. */
final class Chromium {

  private static final String NO_BROWSER =
      "No Chromium on the PATH: the browser tests are skipped.";

  private Chromium() {}

  /**
   * Its command. Without one the test is skipped, or fails if {@code -Dbrowser.required} is set.
   */
  static Path command() {
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
