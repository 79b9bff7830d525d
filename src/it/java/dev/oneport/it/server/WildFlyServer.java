package dev.oneport.it.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** WildFly, standalone; applications come and go in its deployments directory. */
final class WildFlyServer extends InstalledServer {

  private static final String MONITORING_EXTENSIONS =
      """
      <extension module="org.wildfly.extension.microprofile.health-smallrye"/>
      <extension module="org.wildfly.extension.micrometer"/>
      """;

  private static final String MONITORING =
      """
      <subsystem xmlns="urn:wildfly:microprofile-health-smallrye:3.0" security-enabled="false"/>
      <subsystem xmlns="urn:wildfly:micrometer:community:2.0" exposed-subsystems="undertow">
        <prometheus-registry context="/prometheus" security-enabled="false"/>
      </subsystem>
      """;

  private static final String DEBUGGING =
      "<logger category=\"dev.oneport\"><level name=\"DEBUG\"/></logger>";

  private final Path home = Layout.distribution("wildfly-39.0.1.Final");
  private final String instance;
  private final List<Integer> ports = Layout.freePorts(4);
  private boolean monitored;

  /** Prepares a server base directory. */
  WildFlyServer(String name, String instance) {
    super(name, instance);
    this.instance = instance;
    Layout.copy(home.resolve("standalone"), work().resolve("standalone"));
    edit(
        work().resolve("standalone/configuration/standalone.xml"),
        // How often the directory is looked at, in milliseconds; the default is 5 s.
        xml -> xml.replace("scan-interval=\"5000\"", "scan-interval=\"500\""));
    add("application-users.properties", User::wildFly);
    add("application-roles.properties", User::wildFlyRoles);
  }

  private void add(String file, Function<User, String> line) {
    String lines = User.all().stream().map(line).collect(Collectors.joining());
    edit(work().resolve("standalone/configuration").resolve(file), text -> text + "\n" + lines);
  }

  /** Switches on MicroProfile Health and Micrometer. */
  WildFlyServer monitored() {
    edit(
        work().resolve("standalone/configuration/standalone.xml"),
        xml ->
            xml.replace("</extensions>", MONITORING_EXTENSIONS + "</extensions>")
                .replace("<profile>", "<profile>" + MONITORING));
    monitored = true;
    return this;
  }

  /** Switches on all that Oneport logs. */
  WildFlyServer debugging() {
    edit(
        work().resolve("standalone/configuration/standalone.xml"),
        xml ->
            xml.replace("<root-logger>", DEBUGGING + "<root-logger>")
                .replaceFirst(
                    "(<console-handler name=\"CONSOLE\">\\s*<level name=)\"INFO\"", "$1\"DEBUG\""));
    return this;
  }

  @Override
  public @Nullable URI health() {
    return monitored ? management("health/") : null;
  }

  @Override
  public @Nullable URI meters() {
    return monitored ? management("prometheus") : null;
  }

  @Override
  public boolean hasMicroProfileConfig() {
    return true;
  }

  private URI management(String path) {
    return URI.create("http://127.0.0.1:" + ports.get(2) + "/" + path);
  }

  @Override
  ServerProcess launch(Map<String, String> properties) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                home.resolve("bin/standalone.sh").toString(),
                "-Djboss.server.base.dir=" + work().resolve("standalone"),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + httpPort(),
                "-Djboss.https.port=" + ports.get(1),
                "-Djboss.management.http.port=" + ports.get(2),
                "-Djboss.management.https.port=" + ports.get(3)));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    return launch(command, Map.of("JBOSS_HOME", home.toString()), instance);
  }

  @Override
  void install(Deployment deployment) throws IOException {
    Path target = deployments(deployment.fileName());
    Files.copy(deployment.war(), target);
    Files.createFile(deployments(deployment.fileName() + ".dodeploy"));
  }

  @Override
  void remove(Deployment deployment) throws IOException {
    Files.delete(deployments(deployment.fileName() + ".deployed"));
    process()
        .await(
            "undeployed marker",
            () -> Files.deleteIfExists(deployments(deployment.fileName() + ".undeployed")));
    Files.delete(deployments(deployment.fileName()));
  }

  @Override
  void removeRefused(Deployment deployment) throws IOException {
    process()
        .await(
            "failed marker",
            () -> Files.deleteIfExists(deployments(deployment.fileName() + ".failed")));
    Files.delete(deployments(deployment.fileName()));
  }

  private Path deployments(String file) {
    return work().resolve("standalone/deployments").resolve(file);
  }

  @Override
  int httpPort() {
    return ports.get(0);
  }
}
