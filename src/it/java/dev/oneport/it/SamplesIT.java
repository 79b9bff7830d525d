package dev.oneport.it;

import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Deployment;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.OnEachSamplesServer;
import dev.oneport.it.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The stories of the sample applications, in Chromium; screenshots are kept. */
@OnEachSamplesServer
class SamplesIT {

  private static final String CONTEXT = "/samples";

  private final ServerUnderTest server;

  @TempDir private Path data;

  SamplesIT(ServerUnderTest server) {
    this.server = server;
  }

  @TestFactory
  Stream<DynamicTest> stories() throws IOException {
    List<Deployment> samples = List.of(new Deployment(CONTEXT, Applications.samplesWar()));
    Map<String, String> properties =
        Map.of("samples.folder", data.toString(), "oneport.trustedProxies", "127.0.0.1");
    try (server) {
      server.start(samples, properties);
      Stream<DynamicTest> first = Checks.run("samples.cjs", arguments());
      server.stop();
      server.start(server.redeploys() ? List.of() : samples, properties);
      return Stream.concat(first, Checks.run("samples.cjs", arguments("again")));
    }
  }

  private String[] arguments(String... more) throws IOException {
    Path screenshots = Files.createDirectories(Layout.target("screenshots"));
    Stream<String> all =
        Stream.of(
            server.base(CONTEXT).toString(),
            Chromium.command().toString(),
            screenshots.toString(),
            server.name());
    return Stream.concat(all, Stream.of(more)).toArray(String[]::new);
  }
}
