package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.oneport.it.client.Http;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The commands of README.md, section "Clients without a library", as they stand there. */
@OnEachServer
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class ReadmeCurlIT {

  private static final Pattern COMMANDS =
      Pattern.compile("(?s)### Clients without a library\n.*?\n```\n(.*?)\n```\n");

  private final Map<String, String> variables = new HashMap<>();

  ReadmeCurlIT(ServerUnderTest server) {
    String base = server.base(Applications.STREAMS).toString();
    variables.put("server", base.substring(0, base.length() - 1));
    variables.put("key", Applications.API_KEY);
  }

  private static List<String> commands() throws IOException {
    Matcher matcher = COMMANDS.matcher(Files.readString(Path.of("README.md"), UTF_8));
    assertTrue(matcher.find(), "README.md has no such section");
    return matcher.group(1).lines().toList();
  }

  @Test
  void doWhatItSays() throws Exception {
    List<String> commands = commands();
    assertEquals(7, commands.size(), commands.toString());
    String publish = commands.get(1);

    try (Running stream = new Running(start(commands.get(0)))) {
      stream.awaitLine("event: oneport:ready");
      run(publish);
      String id = stream.awaitLine("id: ");
      assertEquals("event: posts", stream.line());
      assertEquals("data: [{\"id\":1}]", stream.line());
      variables.put("cursor", id.substring(4));
    }

    JsonObject first = Http.json(run(commands.get(2)));
    assertEquals(variables.get("cursor"), first.getString("cursor"));
    assertTrue(first.getJsonArray("events").isEmpty());

    String unchanged = run(commands.get(4));
    assertTrue(unchanged.startsWith("HTTP/1.1 304"), unchanged);

    run(publish);
    JsonObject news = Http.json(run(commands.get(3)));
    assertEquals(1, news.getJsonArray("events").size());
    assertTrue(news.getBoolean("recovered"));

    variables.put("ticket", Http.json(run(commands.get(5))).getString("ticket"));
    try (Running stream = new Running(start(commands.get(6)))) {
      stream.awaitLine("event: oneport:ready");
      assertTrue(stream.line().startsWith("data: {\"recovered\":true,"));
      stream.awaitLine("event: posts");
    }
  }

  private Process start(String command) throws IOException {
    assertTrue(command.startsWith("curl "), command);
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + command);
    builder.environment().putAll(variables);
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private String run(String command) throws IOException, InterruptedException {
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), command);
    return output;
  }

  private record Running(Process process, BufferedReader reader) implements AutoCloseable {
    Running(Process process) {
      this(process, process.inputReader(UTF_8));
    }

    String line() throws IOException {
      String line = reader.readLine();
      assertNotNull(line, "curl has ended");
      return line;
    }

    /** Skips what is before it. */
    String awaitLine(String beginning) throws IOException {
      String line = line();
      while (!line.startsWith(beginning)) {
        line = line();
      }
      return line;
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
