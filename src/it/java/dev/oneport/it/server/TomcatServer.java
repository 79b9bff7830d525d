package dev.oneport.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Apache Tomcat; applications come and go in its webapps directory. */
final class TomcatServer extends InstalledServer {

  /** The HTTP connector that Tomcat comes with. */
  private static final Pattern CONNECTOR = Pattern.compile("(?s)<Connector port=\"8080\".*?/>");

  private final Path home;
  private final String instance;
  private final int port = Layout.freePorts(1).get(0);

  /**
   * Prepares a CATALINA_BASE.
   *
   * @param directory of the distribution
   * @param unpack whether Tomcat unpacks WARs, and has the connector of {@code deploy/tomcat}, or
   *     reads them packed, and is otherwise as it comes
   */
  TomcatServer(String name, String instance, String directory, boolean unpack) {
    super(name, instance);
    this.instance = instance;
    home = Layout.distribution(directory);
    Layout.copy(home.resolve("conf"), work().resolve("conf"));
    for (String each : List.of("logs", "temp", "webapps", "work")) {
      work().resolve(each).toFile().mkdir();
    }
    if (unpack) {
      edit(
          work().resolve("conf/server.xml"),
          xml -> CONNECTOR.matcher(xml).replaceFirst(Matcher.quoteReplacement(example())));
    }
    edit(
        work().resolve("conf/server.xml"),
        xml ->
            xml.replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                .replace(
                    "<Connector port=\"8080\" protocol=\"HTTP/1.1\"",
                    "<Connector address=\"127.0.0.1\" port=\"" + port + "\" protocol=\"HTTP/1.1\"")
                // How soon a changed webapps directory is noticed; the default is 10 s.
                .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" ")
                .replace("unpackWARs=\"true\"", "unpackWARs=\"" + unpack + "\""));
    edit(
        work().resolve("conf/tomcat-users.xml"),
        xml ->
            xml.replace(
                "</tomcat-users>",
                User.all().stream().map(User::tomcat).collect(Collectors.joining())
                    + "</tomcat-users>"));
    // Why an application did not start is otherwise in a file of its own only.
    edit(
        work().resolve("conf/logging.properties"),
        text ->
            text.replaceFirst(
                "(\\[localhost\\]\\.handlers = .*)", "$1, java.util.logging.ConsoleHandler"));
  }

  private static String example() {
    try {
      return Files.readString(Path.of("deploy/tomcat/server.xml.example"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Switches on all that Oneport logs. */
  TomcatServer debugging() {
    edit(work().resolve("conf/logging.properties"), text -> text + "\ndev.oneport.level = FINE\n");
    return this;
  }

  @Override
  ServerProcess launch(Map<String, String> properties) {
    String options =
        properties.entrySet().stream()
            .map(e -> "-D" + e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" ", "-Xmx512m ", ""));
    return launch(
        List.of("bash", home.resolve("bin/catalina.sh").toString(), "run"),
        Map.of(
            "CATALINA_HOME", home.toString(),
            "CATALINA_BASE", work().toString(),
            "CATALINA_OPTS", options),
        instance);
  }

  @Override
  void install(Deployment deployment) throws IOException {
    // Moved into place, lest Tomcat see half a file.
    Path copy = Files.copy(deployment.war(), work().resolve("temp/" + deployment.fileName()));
    Files.move(
        copy, work().resolve("webapps/" + deployment.fileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  void remove(Deployment deployment) throws IOException {
    Files.delete(work().resolve("webapps/" + deployment.fileName()));
  }

  @Override
  void removeRefused(Deployment deployment) throws IOException {
    remove(deployment);
  }

  @Override
  int httpPort() {
    return port;
  }
}
