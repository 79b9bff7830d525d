package dev.oneport.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Oneport on Tomcat, with the connector and the {@code setenv.sh} of {@code deploy/tomcat}. */
final class Tomcat {
  private static final String DISTRIBUTION = "apache-tomcat-11.0.24";
  private static final String CONNECTOR = "(?s)<Connector port=\"8080\".*?/>";

  private final Place place;

  Tomcat(Place place) {
    this.place = place;
  }

  /**
   * Starts it.
   *
   * @param settings besides those that the load needs
   */
  Target start(String name, List<String> settings) {
    int port = Place.freePort();
    Path home = place.server(DISTRIBUTION);
    Path work;
    try {
      work = place.empty("tomcat");
      for (String each : List.of("logs", "temp", "webapps", "work")) {
        Files.createDirectories(work.resolve(each));
      }
      Place.copy(home.resolve("conf"), work.resolve("conf"));
      configure(work.resolve("conf/server.xml"), port);
      Path bin = Files.createDirectories(work.resolve("bin"));
      Files.copy(Path.of("deploy/tomcat/setenv.sh"), bin.resolve("setenv.sh"));
      place.unpack(work.resolve("webapps/ROOT"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> options = new ArrayList<>(Place.settings());
    options.addAll(settings);
    ProcessBuilder command =
        new ProcessBuilder("bash", home.resolve("bin/catalina.sh").toString(), "run");
    command.environment().put("JAVA_HOME", place.javaHome().toString());
    command.environment().put("CATALINA_BASE", work.toString());
    command.environment().put("CATALINA_OPTS", String.join(" ", options));
    return TargetProcess.start(command, place.log(name), Place.base(port), place.javaHome());
  }

  private static void configure(Path serverXml, int port) throws IOException {
    String connector =
        Files.readString(Path.of("deploy/tomcat/server.xml.example"), UTF_8)
            .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + port + "\"");
    Place.edit(
        serverXml,
        xml ->
            xml.replaceFirst(CONNECTOR, Matcher.quoteReplacement(connector))
                .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                .replaceAll(
                    "(?s)<Valve className=\"org.apache.catalina.valves.AccessLogValve\".*?/>", ""));
  }
}
