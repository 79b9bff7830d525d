package dev.oneport.it.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The executable WAR, {@code java -jar x.war}: Tomcat 11 from inside of it. Since it serves only
 * itself, each application is a process.
 */
final class EmbeddedServer implements ServerUnderTest {

  private final String instance;
  private final Map<String, Application> applications = new HashMap<>();
  private Map<String, String> properties = Map.of();

  /**
   * Not yet started.
   *
   * @param instance distinguishes several in one run
   */
  EmbeddedServer(String instance) {
    this.instance = instance;
  }

  /** One application: where it is, and its process, which may have ended. */
  private record Application(int port, ServerProcess process) {}

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public void start(List<Deployment> deployments, Map<String, String> properties) {
    this.properties = properties;
    deployments.forEach(this::launch);
    deployments.forEach(this::awaitAnswer);
  }

  @Override
  public void deploy(Deployment deployment) {
    undeploy(deployment.contextPath());
    launch(deployment);
    awaitAnswer(deployment);
  }

  @Override
  public void deployRefused(Deployment deployment, String message) {
    launch(deployment);
    ServerProcess process = application(deployment.contextPath()).process();
    process.awaitLog(message);
    process.awaitEnd();
  }

  private void launch(Deployment deployment) {
    Application before = applications.get(deployment.contextPath());
    int port = before != null ? before.port() : Layout.freePorts(1).get(0);
    List<String> command = new ArrayList<>(List.of(Layout.java(), "-Xmx512m"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(
        List.of("-jar", executable(deployment).toString(), "--port", Integer.toString(port)));
    if (!deployment.contextPath().isEmpty()) {
      command.addAll(List.of("--context", deployment.contextPath()));
    }
    ServerProcess process =
        ServerProcess.start(
            command, Layout.target("."), Map.of(), instance + "-" + deployment.name());
    applications.put(deployment.contextPath(), new Application(port, process));
  }

  /** The conformance application comes without a server of its own. */
  private static Path executable(Deployment deployment) {
    Path war = deployment.war();
    if (WarBuilder.isExecutable(war)) {
      return war;
    }
    return WarBuilder.copyOf(war, Layout.target("it-apps/executable-" + war.getFileName()))
        .executableAs(Applications.oneportWar())
        .build();
  }

  private void awaitAnswer(Deployment deployment) {
    String contextPath = deployment.contextPath();
    application(contextPath).process.awaitAnswer(base(contextPath));
  }

  @Override
  public void undeploy(String contextPath) {
    Application application = applications.get(contextPath);
    if (application != null) {
      application.process.close();
    }
  }

  @Override
  public void stop() {
    applications.values().forEach(application -> application.process.close());
  }

  private Application application(String contextPath) {
    Application application = applications.get(contextPath);
    if (application == null) {
      throw new IllegalArgumentException("nothing was deployed at '" + contextPath + "'");
    }
    return application;
  }

  @Override
  public URI base(String contextPath) {
    return URI.create("http://127.0.0.1:" + application(contextPath).port + contextPath + "/");
  }

  @Override
  public ProcessHandle jvm(String contextPath) {
    return application(contextPath).process.jvm();
  }

  @Override
  public boolean redeploys() {
    return false;
  }

  @Override
  public void close() {
    stop();
  }

  @Override
  public String toString() {
    return name();
  }
}
