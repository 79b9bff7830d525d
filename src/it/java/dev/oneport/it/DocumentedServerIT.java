package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.docs.CodeOf;
import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.server.Layout;
import dev.oneport.it.server.ServerProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the documentation that start a server, as they stand there but for the port. */
class DocumentedServerIT {

  /** Where no command says another. */
  private static final String DEFAULT_PORT = "8080";

  private final int port = Layout.freePorts(1).get(0);

  /** In the place of the repository's root. */
  @TempDir private Path root;

  @BeforeEach
  void link() throws IOException {
    Files.createSymbolicLink(root.resolve("target"), Layout.target(""));
  }

  /** The last of some commands keeps running. */
  private ServerProcess serve(String commands, Path folder, String path) {
    List<String> lines = new ArrayList<>(commands.lines().toList());
    int last = lines.size() - 1;
    lines.set(last, "exec " + lines.get(last) + " --port " + port);
    List<String> command = List.of("bash", "-c", String.join("\n", lines));
    ServerProcess server = ServerProcess.start(command, folder, Map.of(), "documented");
    server.awaitAnswer(base(path));
    return server;
  }

  private URI base(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private String run(String command, Map<String, String> variables) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(root.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(variables);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), command);
    return output;
  }

  @Test
  void theFileAloneServesItsPage(
      @CodeOf(page = "get-started.md", beginning = "java -jar oneport.war") String command) {
    try (ServerProcess server = serve(command, root.resolve("target"), "/")) {
      assertEquals(200, Http.get(base("/")).statusCode());
      assertTrue(server.log().contains("curl"), "it prints a line to try");
    }
  }

  /** The README's way, but for the build, is the way to get started. */
  @Test
  void theSamplesAreBesideIt(
      @CodeOf(page = "README.md", beginning = "mvn -q -DskipTests package") String commands,
      @CodeOf(page = "get-started.md", beginning = "java -jar target") String command) {
    assertEquals(commands, "mvn -q -DskipTests package\n" + command);
    try (ServerProcess server = serve(command, root, "/samples/")) {
      assertEquals(200, Http.get(base("/")).statusCode());
      HttpResponse<String> samples = Http.get(base("/samples/"));
      assertEquals(200, samples.statusCode(), server.log());
      assertTrue(samples.body().contains("<title>"), samples.body());
    }
  }

  /** An ellipsis stands for what is different for each. */
  @Test
  void firstEvent(
      @CodeOf(page = "http-api.md", beginning = "java -jar") String newKey,
      @CodeOf(page = "http-api.md", beginning = "Authorization: Bearer aVq…") String printed,
      @CodeOf(page = "http-api.md", beginning = "export ONEPORT_API_KEYS") String start,
      @CodeOf(page = "http-api.md", beginning = "curl -X POST http") String publish,
      @CodeOf(page = "http-api.md", beginning = "{\"status\":202") String answer)
      throws Exception {
    String made = run(newKey, Map.of());
    List<String> lines = made.lines().toList();
    assertTrue(made.matches(printed.replaceAll("(?<=[ :])\\w+…", "[\\\\w-]+")), made);
    String setting = lines.get(1).replaceFirst("oneport.api.keys=", "");
    assertTrue(start.contains(shortened(printed)), start);
    String configured = start.replace(shortened(printed), setting);
    Map<String, String> key = Map.of("key", lines.get(0).replaceFirst(".* ", ""));

    try (ServerProcess server = serve(opened(configured), root, "/oneport/");
        EventStreamClient stream =
            EventStreamClient.open(base("/oneport/").resolve("events?room=news"))) {
      assertEquals(200, stream.head().status(), server.log());
      JsonObject told = Http.json(run(publish.replace(DEFAULT_PORT, Integer.toString(port)), key));
      JsonObject documented = Http.json(answer);
      assertEquals(documented.keySet(), told.keySet());
      assertEquals(documented.get("status"), told.get("status"));
      assertEquals(1, told.getInt("recipients"));
    }
  }

  private static String shortened(String printed) {
    return printed.lines().toList().get(1).replaceFirst("oneport.api.keys=", "");
  }

  /** So that there is somebody to hear it. */
  private static String opened(String commands) {
    return "export ONEPORT_ROOMS_PUBLIC=news\n" + commands;
  }
}
