package dev.oneport.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code java -jar oneport.war} as somebody types it. */
class CommandIT {

  private static final Pattern URL = Pattern.compile("http://localhost:(\\d+)/\\S*?(?= )");

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Process process;

  @TempDir private Path temporary;

  @AfterEach
  void endProcess() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void servesWhatItIsToldAndTellsUrlAndCurlLine() throws Exception {
    Process running =
        start("--port", "0", "--context", "/push", "--with", "/x=" + property("conformance.war"));
    List<String> lines = readLines(running.inputReader(), 2);

    String url = find(URL, lines.get(0));
    assertThat(url).endsWith("/push/");
    assertThat(lines.get(1))
        .startsWith("curl -X POST " + url + "api/emit -H 'Authorization: Bearer ")
        .containsPattern("Bearer [\\w-]{43}'")
        .endsWith(
            "-H 'Content-Type: application/json' -d '{\"event\":\"hello\",\"data\":[\"from"
                + " curl\"]}'");
    assertThat(get(url.replace("/push/", "/x/engine.io/?EIO=4&transport=polling")))
        .startsWith("0{\"sid\":");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGINT to send")
  void interruptStopsItAndLeavesNoFile() throws Exception {
    Process running = start("--port", "0");
    readLines(running.inputReader(), 2);
    assertThat(filesLeft()).isNotEmpty();

    new ProcessBuilder("kill", "-INT", Long.toString(running.pid())).start().waitFor();

    assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).isEqualTo(130);
    assertThat(filesLeft()).isEmpty();
    assertThat(running.errorReader().lines())
        .noneMatch(line -> line.contains(" WARNING ") || line.contains(" SEVERE "));
  }

  @Test
  void configuredKeysAreKept() throws Exception {
    process = builder(List.of("-Doneport.api.keys="), "--port", "0").start();
    assertThat(readLines(process.inputReader(), 2).get(1)).contains("Bearer KEY'");
  }

  @ParameterizedTest
  @CsvSource({
    "--port 65536, '--port 65536: must be 0..65535'",
    "--port http, '--port http: must be 0..65535'",
    "--port, '--port: a value must follow'",
    "--context x, '--context x: must be / or like /name, of letters, digits and . _ ~ -'",
    "--context /../x, '--context /../x: must be / or like /name, of letters, digits and . _ ~ -'",
    "--with /x, '--with /x: must be like /name=file.war'",
    "--with /x=missing.war, '--with /x=missing.war: there is no file missing.war'",
    "--with /=pom.xml, '--with /: Oneport itself is served there'",
    "--loud, 'unknown option --loud'",
  })
  void wrongOptionIsNamedWithExitCode2(String options, String message) throws Exception {
    Process ended = start(options.split(" ", -1));
    assertThat(ended.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ended.errorReader().lines())
        .containsExactly("oneport: " + message + " (see --help)");
    assertThat(ended.exitValue()).isEqualTo(2);
    assertThat(filesLeft()).isEmpty();
  }

  @Test
  void takenPortIsOneLineWithExitCode1() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process ended = start("--port", Integer.toString(taken.getLocalPort()));
      assertThat(ended.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(ended.errorReader().lines())
          .singleElement()
          .asString()
          .startsWith("oneport: cannot listen on 127.0.0.1:" + taken.getLocalPort() + " (")
          .endsWith("choose another with --port or --host");
      assertThat(ended.exitValue()).isEqualTo(1);
      assertThat(filesLeft()).isEmpty();
    }
  }

  @Test
  void helpListsTheOptions() throws Exception {
    Process ended = start("--help");
    assertThat(ended.inputReader().lines())
        .anyMatch(line -> line.startsWith("  --port N "))
        .anyMatch(line -> line.startsWith("  --with /PATH=FILE "));
    assertThat(ended.waitFor()).isZero();
  }

  private Process start(String... options) throws IOException {
    Process started = builder(List.of(), options).start();
    process = started;
    return started;
  }

  private ProcessBuilder builder(List<String> jvmOptions, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", property("oneport.war")));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove(RunKey.KEYS_VARIABLE);
    // The JVM reports these on stderr, which the tests compare.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  private static List<String> readLines(BufferedReader reader, int count) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          List<String> lines = new ArrayList<>();
          while (lines.size() < count) {
            String line = reader.readLine();
            assertThat(line).as("line after %s", lines).isNotNull();
            lines.add(line);
          }
          return lines;
        });
  }

  private List<Path> filesLeft() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> file.getFileName().toString().startsWith("oneport-")).toList();
    }
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group();
  }

  private String get(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    assertThat(value).as(name).isNotNull();
    return value;
  }
}
