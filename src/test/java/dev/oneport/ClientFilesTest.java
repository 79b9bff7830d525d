package dev.oneport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser client that the build takes from npm and the WAR serves. */
class ClientFilesTest {

  private static final String FOLDER = "/META-INF/oneport/client/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socket.io.js",
        "socket.io.min.js",
        "socket.io.esm.min.js",
        "socket.io.msgpack.min.js"
      })
  void scriptNamesTheVersionOfTheProperties(String script) throws IOException {
    assertThat(read(script)).startsWith("/*!\n * Socket.IO v" + version() + "\n");
    assertThat(read(script + ".map")).startsWith("{\"version\":3");
  }

  @Test
  void packageIsPinnedToThatVersion() throws IOException {
    assertThat(Files.readString(Path.of("src/client/package.json")))
        .contains("\"socket.io-client\": \"" + version() + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/client", "src/it/npm"})
  void lockRecordsNoDownloadAddress(String folder) throws IOException {
    assertThat(Files.readString(Path.of(folder, "package-lock.json")))
        .contains("\"integrity\": \"sha512-")
        .doesNotContain("\"resolved\"");
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(read("client.properties")));
    return properties.getProperty("version");
  }

  private static String read(String file) throws IOException {
    try (InputStream in = ClientFilesTest.class.getResourceAsStream(FOLDER + file)) {
      assertThat(in).as(file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
