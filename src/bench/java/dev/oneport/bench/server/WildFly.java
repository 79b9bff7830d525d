package dev.oneport.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Oneport on WildFly, with the limits of {@code deploy/wildfly}. */
final class WildFly {
  private static final String DISTRIBUTION = "wildfly-39.0.1.Final";

  private final Place place;

  WildFly(Place place) {
    this.place = place;
  }

  Target start(String name) {
    int port = Place.freePort();
    Path home = place.server(DISTRIBUTION);
    Path work;
    try {
      work = place.empty("wildfly");
      Place.copy(home.resolve("standalone"), work);
      Place.edit(work.resolve("configuration/standalone.xml"), WildFly::limits);
      place.unpack(work.resolve("deployments/ROOT.war"));
      Files.createFile(work.resolve("deployments/ROOT.war.dodeploy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "bash",
                home.resolve("bin/standalone.sh").toString(),
                "-Djboss.server.base.dir=" + work,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + Place.freePort(),
                "-Djboss.management.http.port=" + Place.freePort(),
                "-Djboss.management.https.port=" + Place.freePort()));
    arguments.addAll(Place.settings());
    ProcessBuilder command = new ProcessBuilder(arguments);
    command.environment().put("JAVA_HOME", place.javaHome().toString());
    command.environment().put("JBOSS_HOME", home.toString());
    command.environment().put("JBOSS_JAVA_SIZING", "-Xmx2g");
    return TargetProcess.start(command, place.log(name), Place.base(port), place.javaHome());
  }

  private static String limits(String xml) {
    return xml.replace(
            "<http-listener name=\"default\"",
            "<http-listener name=\"default\" max-connections=\"12000\" tcp-backlog=\"1000\"")
        .replace(
            "<worker name=\"default\"/>", "<worker name=\"default\" task-max-threads=\"200\"/>");
  }
}
