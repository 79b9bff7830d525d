package dev.oneport.it;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Deployment;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.Servers;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No page, of the product or the samples, keeps anybody out: as far as axe can tell. */
class AccessibilityIT {

  private static final String SAMPLES = "/samples";

  @TempDir private Path data;

  @TestFactory
  Stream<DynamicTest> pages() {
    Map<String, String> properties = new HashMap<>(Applications.withKey());
    properties.put("samples.folder", data.toString());
    List<Deployment> deployments =
        List.of(
            new Deployment(Applications.ONEPORT, Applications.oneportWar()),
            new Deployment(SAMPLES, Applications.samplesWar()));
    ServerUnderTest server = Servers.embedded("embedded-pages");
    try {
      server.start(deployments, properties);
      return Checks.run(
          "accessible.cjs",
          server.base(Applications.ONEPORT).toString(),
          server.base(SAMPLES).toString(),
          Applications.API_KEY,
          Chromium.command().toString(),
          allPages());
    } finally {
      server.close();
    }
  }

  private static String allPages() {
    JsonArrayBuilder pages = Json.createArrayBuilder();
    pagesBelow(Path.of("webapp")).forEach(pages::add);
    pagesBelow(Path.of("src/samples/webapp")).map("samples/"::concat).forEach(pages::add);
    return pages.build().toString();
  }

  private static Stream<String> pagesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".html"))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
