package dev.oneport.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oneport.docs.CodeOf;
import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Http;
import dev.oneport.it.server.Applications;
import dev.oneport.it.server.Await;
import dev.oneport.it.server.OnEachServer;
import dev.oneport.it.server.ServerUnderTest;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The commands and programs of the documentation that speak HTTP, as they stand there. */
@OnEachServer
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledIfSystemProperty(named = "servers", matches = "external", disabledReason = "Oneport's own")
class DocumentedHttpIT {

  private final URI base;
  private final Map<String, String> variables = new HashMap<>();

  @TempDir private Path folder;

  DocumentedHttpIT(ServerUnderTest server) {
    base = server.base(Applications.STREAMS);
    String address = base.toString();
    variables.put("server", address.substring(0, address.length() - 1));
    variables.put("key", Applications.API_KEY);
    variables.put("auth", "Authorization: Bearer " + Applications.API_KEY);
  }

  @Test
  void apiDoesWhatItSays(
      @CodeOf(page = "http-api.md", beginning = "curl -H \"$auth\" \"$server/api/emit\"")
          String block)
      throws Exception {
    List<String> commands = block.lines().toList();
    assertEquals(8, commands.size(), commands.toString());
    Files.write(folder.resolve("cat.gif"), new byte[] {1, 2, 3});
    try (EventStreamClient stream = EventStreamClient.open(base.resolve("events?room=news"))) {
      // What earlier tests closed may still be on its way out.
      Await.until("one listener", () -> members(run(commands.get(4))) == 1);
      JsonObject first = Http.json(run(commands.get(0)));
      assertEquals(1, first.getInt("recipients"));
      assertEquals(first, Http.json(run(commands.get(0))));
      assertEquals(2, Http.json(run(commands.get(1))).getJsonArray("results").size());
      assertEquals(1, Http.json(run(commands.get(2))).getInt("recipients"));
      assertNext("posts", "[{\"id\":1}]", stream);
      assertNext("a", "[]", stream);
      assertNext("b", "[]", stream);
      assertNext("gif", "[{\"base64\":\"AQID\"}]", stream);

      assertTrue(run(commands.get(3)).contains("{\"room\":\"news\",\"members\":1}"));
      JsonObject sessions = Http.json(run(commands.get(5)));
      String session = sessions.getJsonArray("sessions").getJsonObject(0).getString("id");
      variables.put("session", session);
      assertEquals(session, Http.json(run(commands.get(6))).getJsonArray("joined").getString(0));
      assertEquals("", run(commands.get(7)));
      while (stream.block() != null) {
        // What was queued before it ended.
      }
    }
  }

  private static int members(String room) {
    return Http.json(room).getInt("members");
  }

  private static void assertNext(String event, String data, EventStreamClient stream) {
    String block = stream.news();
    while (block != null && isOfTheServer(block)) {
      block = stream.news();
    }
    assertNotNull(block);
    assertEquals(event, EventStreamClient.field(block, "event"));
    // The text is as it was sent, and Python sends spaces.
    assertEquals(array(data), array(EventStreamClient.field(block, "data")));
  }

  private static JsonArray array(@Nullable String text) {
    return Http.json("{\"array\":" + text + "}").getJsonArray("array");
  }

  /** How soon to come back, that it has begun. */
  private static boolean isOfTheServer(String block) {
    String event = EventStreamClient.field(block, "event");
    return event == null || event.startsWith("oneport:");
  }

  @Test
  void pythonPublishes(@CodeOf(page = "http-api.md", beginning = "import json") String program)
      throws Exception {
    publishes(program, "python3", 2);
  }

  @Test
  void phpPublishes(@CodeOf(page = "http-api.md", beginning = "<?php") String program)
      throws Exception {
    publishes(program, "php", 3);
  }

  private void publishes(String program, String interpreter, int id) throws Exception {
    assumeTrue(isInstalled(interpreter), interpreter + " is not installed");
    Path file = folder.resolve("program");
    Files.writeString(file, program, UTF_8);
    try (EventStreamClient stream = EventStreamClient.open(base.resolve("events?room=news"))) {
      String printed = run(interpreter + " " + file);
      assertTrue(Integer.parseInt(printed.strip()) >= 1, printed);
      assertNext("posts", "[{\"id\":" + id + "}]", stream);
    }
  }

  private static boolean isInstalled(String program) throws IOException, InterruptedException {
    Process found = new ProcessBuilder("bash", "-c", "command -v " + program).start();
    return found.waitFor() == 0;
  }

  @Test
  void listenersHearWhatItSays(
      @CodeOf(page = "sse-and-polling.md", beginning = "curl -N") String block) throws Exception {
    List<String> commands = block.lines().toList();
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
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + command);
    builder.directory(folder.toFile());
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
