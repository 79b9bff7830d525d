package dev.oneport.it.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The executable WAR, {@code java -jar oneport.war}: Tomcat 11 from inside of it. */
final class EmbeddedServer implements ServerUnderTest {

  private final String instance;
  private final int port = Layout.freePorts(1).get(0);
  private Map<String, String> environment = Map.of();
  private @Nullable ServerProcess process;

  /**
   * Not yet started.
   *
   * @param instance distinguishes several in one run
   */
  EmbeddedServer(String instance) {
    this.instance = instance;
  }

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public void environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
  }

  /** The WAR is executed that is deployed as it was built; the others run with it. */
  @Override
  public void start(List<Deployment> deployments, Map<String, String> properties) {
    Path executed = Applications.oneportWar();
    List<String> command = command(executed, port, properties);
    for (Deployment deployment : deployments) {
      String path = deployment.contextPath().isEmpty() ? "/" : deployment.contextPath();
      if (deployment.war().equals(executed)) {
        command.addAll(List.of("--context", path));
      } else {
        command.addAll(List.of("--with", path + "=" + deployment.war()));
      }
    }
    ServerProcess started = launch(command);
    process = started;
    deployments.forEach(each -> started.awaitAnswer(base(each.contextPath())));
  }

  private static List<String> command(Path war, int port, Map<String, String> properties) {
    List<String> command = new ArrayList<>(List.of(Layout.java(), "-Xmx512m"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", war.toString(), "--port", Integer.toString(port)));
    return command;
  }

  private ServerProcess launch(List<String> command) {
    return ServerProcess.start(command, Layout.target("."), environment, instance);
  }

  @Override
  public void deploy(Deployment deployment) {
    throw new UnsupportedOperationException("an executable WAR serves what it was started with");
  }

  @Override
  public void deployRefused(Deployment deployment, String message) {
    try (ServerProcess refused = launch(command(deployment.war(), 0, Map.of()))) {
      refused.awaitLog(message);
      refused.awaitEnd();
    }
  }

  @Override
  public void undeploy(String contextPath) {
    throw new UnsupportedOperationException("an executable WAR serves what it was started with");
  }

  @Override
  public void stop() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  @Override
  public URI base(String contextPath) {
    return URI.create("http://127.0.0.1:" + port + contextPath + "/");
  }

  @Override
  public ProcessHandle jvm(String contextPath) {
    return running().jvm();
  }

  @Override
  public String log() {
    return running().log();
  }

  private ServerProcess running() {
    if (process == null) {
      throw new IllegalStateException("not running");
    }
    return process;
  }

  @Override
  public boolean hasNaming() {
    return false;
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
