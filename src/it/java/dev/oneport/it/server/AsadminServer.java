package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** GlassFish and its kin; applications come and go by the asadmin command. */
abstract class AsadminServer extends InstalledServer {

  private static final String JVM_OPTION = "<jvm-options>-D%s=%s</jvm-options>";
  private static final int PORTS = 11;

  private final Path home;
  private final String instance;
  private final List<Integer> ports = Layout.freePorts(PORTS);

  /**
   * Prepares a domain of its own.
   *
   * @param directory of the distribution
   */
  AsadminServer(String name, String instance, String directory) {
    super(name, instance);
    this.home = Layout.distribution(directory);
    this.instance = instance;
    Layout.copy(home.resolve("glassfish/domains/domain1"), work().resolve("domain1"));
    edit(domainXml(), this::onFreePorts);
    edit(
        work().resolve("domain1/config/keyfile"),
        text -> text + User.all().stream().map(User::payara).collect(Collectors.joining()));
  }

  private Path domainXml() {
    return work().resolve("domain1/config/domain.xml");
  }

  /** Only server-config has literal ports; the template default-config keeps its placeholders. */
  private String onFreePorts(String xml) {
    return ownPorts(
        xml.replace("address=\"0.0.0.0\" port=\"3700\"", local(2))
            .replace("address=\"0.0.0.0\" port=\"3820\"", local(3))
            .replace("address=\"0.0.0.0\" port=\"3920\"", local(4))
            .replace("address=\"0.0.0.0\" port=\"8686\"", local(5))
            .replace("network-listener port=\"8080\"", "network-listener " + local(0))
            .replace("network-listener port=\"8181\"", "network-listener " + local(1))
            .replace("network-listener port=\"4848\"", "network-listener " + local(6))
            .replace("-Dosgi.shell.telnet.port=6666", "-Dosgi.shell.telnet.port=" + port(7))
            .replace("value=\"7676\"", "value=\"" + port(8) + "\""));
  }

  private String local(int index) {
    return "address=\"127.0.0.1\" port=\"" + port(index) + "\"";
  }

  /** What only this kind has: ports 9 and 10 are for it. */
  String ownPorts(String xml) {
    return xml;
  }

  /** One of this instance's ports. */
  final int port(int index) {
    return ports.get(index);
  }

  /** Starts the domain; a restart may have other properties. */
  final ServerProcess startDomain(Map<String, String> properties, String... options) {
    String jvmOptions =
        properties.entrySet().stream()
            .map(e -> JVM_OPTION.formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining("\n"));
    edit(
        domainXml(),
        xml ->
            xml.replaceAll("(?s)<!--oneport-->.*?<!--/oneport-->", "")
                .replaceFirst(
                    "(<java-config [^>]*>)", "$1<!--oneport-->" + jvmOptions + "<!--/oneport-->"));
    List<String> command = asadmin("start-domain", "--verbose", "--domaindir", work().toString());
    command.addAll(List.of(options));
    command.add("domain1");
    return launch(command, Map.of("AS_JAVA", Layout.serverJavaHome().toString()), instance);
  }

  /** What asadmin is told to deploy an application. */
  static List<String> deployCommand(Deployment deployment) {
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
      administer(deployCommand(deployment), process());
    }
  }

  @Override
  void remove(Deployment deployment) throws IOException, InterruptedException {
    administer(List.of("undeploy", deployment.name()), process());
  }

  @Override
  void removeRefused(Deployment deployment) {
    // It keeps nothing of it.
  }

  /** Tells the running domain something. */
  final void administer(List<String> arguments, ServerProcess running)
      throws IOException, InterruptedException {
    List<String> command = asadmin("--host", "127.0.0.1", "--port", adminPort() + "");
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new DeploymentRefused(arguments + " failed: " + output + running.tail());
    }
  }

  @Override
  final int httpPort() {
    return port(0);
  }

  final int adminPort() {
    return port(6);
  }
}
