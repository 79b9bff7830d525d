package dev.oneport.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.docs.CodeOf;
import dev.oneport.it.client.Http;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Deployment;
import dev.oneport.it.server.ServerUnderTest;
import dev.oneport.it.server.Servers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation has others do with a server: a browser, Prometheus, its administrator. */
class DocumentedSetupIT {

  private static final ServerUnderTest SERVER = Servers.embedded("documented-setup");
  private static final String OPEN = "/oneport";
  private static final String CLOSED = "/closed";

  @BeforeAll
  static void start(
      @CodeOf(page = "securing.md", beginning = "<security-constraint>") String constraint) {
    Map<String, String> properties = new HashMap<>(Applications.withKey());
    properties.put("oneport.rooms.public", "news");
    properties.put("oneport.metrics.keys", Applications.metricsKeys());
    SERVER.start(
        List.of(
            new Deployment(OPEN, Applications.oneportWar()),
            new Deployment(CLOSED, Applications.withWebXml(constraint))),
        properties);
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  /** Nobody gets past the server who has not signed in. */
  @Test
  void constraintKeepsOut() {
    assertEquals(200, Http.get(SERVER.base(CLOSED)).statusCode());
    for (String path : List.of("socket.io/?EIO=4&transport=polling", "events?room=news", "ws")) {
      HttpResponse<String> refused = Http.get(SERVER.base(CLOSED).resolve(path));
      assertEquals(401, refused.statusCode(), path);
      String asked = refused.headers().firstValue("WWW-Authenticate").orElse("");
      assertTrue(asked.startsWith("Basic"), path + " " + asked);
    }
  }

  /** Prometheus, as the documentation configures it, would get the numbers. */
  @Test
  void prometheusReads(@CodeOf(page = "observing.md", beginning = "scrape_configs:") String yaml) {
    assertEquals("{credentials_file: /etc/prometheus/oneport.key}", value("authorization", yaml));
    assertEquals("[{targets: [\"push.example.org:8080\"]}]", value("static_configs", yaml));
    URI metrics = SERVER.base(OPEN).resolve(value("metrics_path", yaml));

    HttpResponse<String> answer =
        Http.send(
            Http.request(metrics).header("Authorization", "Bearer " + Applications.METRICS_KEY));

    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\noneport_connections"), answer.body());
  }

  private static String value(String key, String yaml) {
    Matcher line = Pattern.compile("(?m)^    " + key + ": (.*)$").matcher(yaml);
    assertTrue(line.find(), yaml);
    return line.group(1);
  }

  /** A page with the script hears what is emitted to the room. */
  @TestFactory
  Stream<DynamicTest> pageListens(
      @CodeOf(page = "sse-and-polling.md", beginning = "<script type=\"module\">") String html,
      @TempDir Path folder)
      throws IOException {
    return Checks.run(
        "documented-page.cjs",
        SERVER.base(OPEN).toString(),
        Applications.API_KEY,
        Chromium.command().toString(),
        Files.writeString(folder.resolve("block.html"), html).toString());
  }
}
