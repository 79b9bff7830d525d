package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Eclipse Jetty 12 with Jakarta EE 10; applications come and go in its webapps directory. */
final class JettyServer extends InstalledServer {

  /**
   * The modules last: what follows one of ee10 is a property of that environment alone. The
   * interval, in seconds, is how often the directory is looked at; the default is once.
   */
  private static final String START_INI =
      """
      jetty.http.host=127.0.0.1
      jetty.http.port=%d
      jetty.deploy.scanInterval=1
      --module=http,ee10-deploy,ee10-annotations,ee10-websocket-jakarta
      """;

  private final Path home = Layout.distribution("jetty-home-12.1.12");
  private final String instance;
  private final int port = Layout.freePorts(1).get(0);

  /** Prepares a JETTY_BASE. */
  JettyServer(String name, String instance) {
    super(name, instance);
    this.instance = instance;
    try {
      Files.createDirectories(work().resolve("webapps"));
      Files.createDirectories(work().resolve("work"));
      Path ini = Files.createDirectories(work().resolve("start.d")).resolve("oneport.ini");
      Files.writeString(ini, START_INI.formatted(port), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  ServerProcess launch(Map<String, String> properties) {
    List<String> command = new ArrayList<>(List.of(Layout.java(), "-Xmx512m"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", home.resolve("start.jar").toString(), "jetty.base=" + work()));
    return launch(command, Map.of(), instance);
  }

  @Override
  void install(Deployment deployment) throws IOException {
    // Moved into place, lest Jetty see half a file.
    Path copy = Files.copy(deployment.war(), work().resolve(deployment.fileName()));
    Files.move(copy, webApp(deployment), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  void remove(Deployment deployment) throws IOException {
    Files.delete(webApp(deployment));
  }

  @Override
  void removeRefused(Deployment deployment) throws IOException {
    remove(deployment);
  }

  private Path webApp(Deployment deployment) {
    return work().resolve("webapps").resolve(deployment.fileName());
  }

  @Override
  int httpPort() {
    return port;
  }
}
