package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Open Liberty; applications come and go in its dropins directory, none of them at the root. */
final class LibertyServer extends InstalledServer {

  private static final String SERVER = "oneport";

  private static final String SERVER_XML =
      """
      <server>
        <featureManager>
          <feature>servlet-6.0</feature>
          <feature>websocket-2.1</feature>
          <feature>cdi-4.0</feature>
          <feature>restfulWS-3.1</feature>
          <feature>jsonb-3.0</feature>
        </featureManager>
        <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1" />
        <applicationManager autoExpand="true" />
      </server>
      """;

  private final Path home = Layout.distribution("wlp");
  private final String instance;
  private final int port = Layout.freePorts(1).get(0);

  /** Prepares a user directory with one server. */
  LibertyServer(String name, String instance) {
    super(name, instance);
    this.instance = instance;
    try {
      Files.createDirectories(server().resolve("dropins"));
      Files.writeString(server().resolve("server.xml"), SERVER_XML.formatted(port), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path server() {
    return work().resolve("servers").resolve(SERVER);
  }

  @Override
  ServerProcess launch(Map<String, String> properties) {
    try {
      Files.write(
          server().resolve("jvm.options"),
          properties.entrySet().stream().map(e -> "-D" + e.getKey() + "=" + e.getValue()).toList(),
          UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return launch(
        List.of("bash", home.resolve("bin/server").toString(), "run", SERVER),
        Map.of("WLP_USER_DIR", work().toString()),
        instance);
  }

  @Override
  void install(Deployment deployment) throws IOException {
    // Moved into place, lest Liberty see half a file.
    Path copy = Files.copy(deployment.war(), work().resolve(deployment.fileName()));
    Files.move(copy, dropIn(deployment), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  void remove(Deployment deployment) throws IOException {
    Files.delete(dropIn(deployment));
  }

  @Override
  void removeRefused(Deployment deployment) throws IOException {
    remove(deployment);
  }

  private Path dropIn(Deployment deployment) {
    return server().resolve("dropins").resolve(deployment.fileName());
  }

  @Override
  int httpPort() {
    return port;
  }
}
