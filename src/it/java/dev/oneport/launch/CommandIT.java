package dev.oneport.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code java -jar oneport.war} as somebody types it. */
class CommandIT {

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void servesWhatItIsToldAndTellsUrlAndCurlLine() throws Exception {
    String other = "/x=" + JavaJar.property("conformance.war");
    try (JavaJar running = start("--port", "0", "--context", "/push", "--with", other)) {
      List<String> lines = running.nextLines(2);

      assertThat(lines.get(0)).matches("Oneport serves http://localhost:\\d+/push/ .*");
      String url = lines.get(0).split(" ", -1)[2];
      assertThat(lines.get(1))
          .startsWith("curl -X POST " + url + "api/emit -H 'Authorization: Bearer ")
          .containsPattern("Bearer [\\w-]{43}'")
          .endsWith(
              " -H 'Content-Type: application/json'"
                  + " -d '{\"event\":\"hello\",\"data\":[\"from curl\"]}'");
      assertThat(get(url.replace("/push/", "/x/engine.io/?EIO=4&transport=polling")))
          .startsWith("0{\"sid\":");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no SIGINT to send")
  void interruptStopsItAndLeavesNoFile() throws Exception {
    try (JavaJar running = start("--port", "0")) {
      running.awaitUrl();
      assertThat(running.files()).isNotEmpty();

      running.interrupt();

      assertThat(running.awaitExitCode()).isEqualTo(130);
      assertThat(running.files()).isEmpty();
      assertThat(running.errorLines())
          .noneMatch(line -> line.contains(" WARN") || line.contains(" SEVERE "));
    }
  }

  @Test
  void configuredKeysAreKept() throws Exception {
    try (JavaJar running = JavaJar.start(folder, List.of("-Doneport.api.keys="), "--port", "0")) {
      assertThat(running.nextLines(2).get(1)).contains("Bearer KEY'");
    }
  }

  @ParameterizedTest
  @CsvSource({"--new-key, backend", "--new-key shop-1, shop-1"})
  void newKeyIsPrintedOnceWithTheSettingOfItsHash(String options, String name) throws Exception {
    try (JavaJar ended = start(options.split(" ", -1))) {
      List<String> lines = ended.nextLines(2);
      assertThat(ended.awaitExitCode()).isZero();
      assertThat(ended.files()).isEmpty();

      assertThat(lines.get(0)).matches("Authorization: Bearer [\\w-]{43}");
      byte[] key = lines.get(0).substring("Authorization: Bearer ".length()).getBytes(US_ASCII);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      assertThat(lines.get(1))
          .isEqualTo("oneport.api.keys=" + name + "=sha256:" + HexFormat.of().formatHex(hash));
    }
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
    "--new-key a=b, '--new-key a=b: must be of letters, digits and . _ ~ -'",
    "--loud, 'unknown option --loud'",
  })
  void wrongOptionIsNamedWithExitCode2(String options, String message) throws Exception {
    try (JavaJar ended = start(options.split(" ", -1))) {
      assertThat(ended.awaitExitCode()).isEqualTo(2);
      assertThat(ended.errorLines()).containsExactly("oneport: " + message + " (see --help)");
      assertThat(ended.files()).isEmpty();
    }
  }

  @Test
  void takenPortIsOneLineWithExitCode1() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        JavaJar ended = start("--port", Integer.toString(taken.getLocalPort()))) {
      assertThat(ended.awaitExitCode()).isEqualTo(1);
      assertThat(ended.errorLines())
          .singleElement()
          .asString()
          .startsWith("oneport: cannot listen on 127.0.0.1:" + taken.getLocalPort() + " (")
          .endsWith("choose another with --port or --host");
      assertThat(ended.files()).isEmpty();
    }
  }

  @Test
  void unknownHostIsOneLineAndNotEveryAddress() throws Exception {
    try (JavaJar ended = start("--port", "0", "--host", "nowhere.invalid")) {
      assertThat(ended.awaitExitCode()).isEqualTo(1);
      assertThat(ended.errorLines())
          .containsExactly("oneport: cannot listen on nowhere.invalid: unknown host");
    }
  }

  @Test
  void helpListsTheOptions() throws Exception {
    try (JavaJar ended = start("--help")) {
      assertThat(String.join("\n", ended.nextLines(8)))
          .contains(
              "  --port N ", "  --host ADDRESS ", "  --context /PATH ", "  --with /PATH=FILE");
      assertThat(ended.awaitExitCode()).isZero();
    }
  }

  private JavaJar start(String... options) throws IOException {
    return JavaJar.start(folder, List.of(), options);
  }

  private String get(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}
