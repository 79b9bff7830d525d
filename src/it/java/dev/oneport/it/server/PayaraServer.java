package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Payara Server; applications come and go by its asadmin command. */
final class PayaraServer extends InstalledServer {

  private static final String JVM_OPTION = "<jvm-options>-D%s=%s</jvm-options>";

  private final Path home = Layout.distribution("payara6");
  private final String instance;
  private final List<Integer> ports = Layout.freePorts(11);

  /** Prepares a domain of its own. */
  PayaraServer(String name, String instance) {
    super(name, instance);
    this.instance = instance;
    Layout.copy(home.resolve("glassfish/domains/domain1"), work().resolve("domain1"));
    edit(domainXml(), this::onFreePorts);
  }

  private Path domainXml() {
    return work().resolve("domain1/config/domain.xml");
  }

  /** Only server-config has literal ports; the template default-config keeps its placeholders. */
  private String onFreePorts(String xml) {
    String local = "address=\"127.0.0.1\" port=\"";
    return xml.replace("address=\"0.0.0.0\" port=\"3700\"", local + ports.get(2) + "\"")
        .replace("address=\"0.0.0.0\" port=\"3820\"", local + ports.get(3) + "\"")
        .replace("address=\"0.0.0.0\" port=\"3920\"", local + ports.get(4) + "\"")
        .replace("address=\"0.0.0.0\" port=\"8686\"", local + ports.get(5) + "\"")
        .replace("network-listener port=\"8080\"", "network-listener " + local + httpPort() + "\"")
        .replace(
            "network-listener port=\"8181\"", "network-listener " + local + ports.get(1) + "\"")
        .replace("network-listener port=\"4848\"", "network-listener " + local + adminPort() + "\"")
        .replace("-Dosgi.shell.telnet.port=6666", "-Dosgi.shell.telnet.port=" + ports.get(7))
        .replace("value=\"7676\"", "value=\"" + ports.get(8) + "\"")
        .replace(
            "<hazelcast-runtime-configuration start-port=\"5900\" das-port=\"4900\"",
            "<hazelcast-runtime-configuration interface=\"127.0.0.1\" das-bind-ip=\"127.0.0.1\""
                + " start-port=\"%d\" das-port=\"%d\"".formatted(ports.get(9), ports.get(10)));
  }

  @Override
  ServerProcess launch(Map<String, String> properties) {
    String options =
        properties.entrySet().stream()
            .map(e -> JVM_OPTION.formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining("\n"));
    // A restart may have other properties.
    edit(
        domainXml(),
        xml ->
            xml.replaceAll("(?s)<!--oneport-->.*?<!--/oneport-->", "")
                .replaceFirst(
                    "(<java-config [^>]*>)", "$1<!--oneport-->" + options + "<!--/oneport-->"));
    ServerProcess started =
        ServerProcess.start(
            asadmin(
                "start-domain",
                "--verbose",
                "--domaindir",
                work().toString(),
                "--postbootcommandfile",
                postBootCommands().toString(),
                "domain1"),
            work(),
            Map.of("AS_JAVA", Layout.serverJavaHome().toString()),
            instance);
    return started;
  }

  /** What was installed while the server was not running. */
  private Path postBootCommands() {
    try {
      List<String> lines = new ArrayList<>();
      for (Deployment deployment : deployments()) {
        lines.add(String.join(" ", deployCommand(deployment)));
      }
      return Files.write(work().resolve("post-boot"), lines, UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> deployCommand(Deployment deployment) {
    return List.of(
        "deploy",
        "--force=true",
        "--contextroot",
        deployment.contextPath().isEmpty() ? "/" : deployment.contextPath(),
        "--name",
        deployment.name(),
        deployment.war().toString());
  }

  private List<String> asadmin(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Layout.java(),
                "-jar",
                home.resolve("glassfish/lib/client/appserver-cli.jar").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  void install(Deployment deployment) throws IOException, InterruptedException {
    if (running()) {
      administer(deployCommand(deployment));
    }
  }

  @Override
  void remove(Deployment deployment) throws IOException, InterruptedException {
    administer(List.of("undeploy", deployment.name()));
  }

  @Override
  void removeRefused(Deployment deployment) {
    // Payara keeps nothing of it.
  }

  private void administer(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = asadmin("--host", "127.0.0.1", "--port", adminPort() + "");
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new DeploymentRefused(arguments + " failed: " + output + process().tail());
    }
  }

  @Override
  int httpPort() {
    return ports.get(0);
  }

  private int adminPort() {
    return ports.get(6);
  }
}
