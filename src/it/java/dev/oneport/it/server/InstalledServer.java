package dev.oneport.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A server from its distribution, which several runs share and none changes: each instance has a
 * copy of the part that is configured and written to.
 */
abstract class InstalledServer implements ServerUnderTest {

  private final String name;
  private final Path work;
  private final Map<String, Deployment> deployments = new LinkedHashMap<>();
  private Map<String, String> environment = Map.of();
  private @Nullable ServerProcess process;

  /**
   * Prepares it, does not start it.
   *
   * @param instance distinguishes several in one run
   */
  InstalledServer(String name, String instance) {
    this.name = name;
    this.work = Layout.workDirectory(instance);
  }

  /** Starts the process on the applications known to it. */
  abstract ServerProcess launch(Map<String, String> properties);

  /** Hands an application to the server, running or not; does not wait. */
  abstract void install(Deployment deployment) throws IOException, InterruptedException;

  /** Takes an application from the running server; does not wait. */
  abstract void remove(Deployment deployment) throws IOException, InterruptedException;

  abstract int httpPort();

  @Override
  public final void environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
  }

  /** Starts its process in {@link #work()}, with the test's environment variables besides. */
  final ServerProcess launch(List<String> command, Map<String, String> variables, String instance) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(environment);
    return ServerProcess.start(command, work, all, instance);
  }

  /** This instance's own directory. */
  final Path work() {
    return work;
  }

  final Iterable<Deployment> deployments() {
    return deployments.values();
  }

  final ServerProcess process() {
    if (process == null) {
      throw new IllegalStateException(name + " is not running");
    }
    return process;
  }

  final boolean running() {
    return process != null;
  }

  /** Changes a configuration file in place. */
  static void edit(Path file, UnaryOperator<String> change) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      String changed = change.apply(text);
      if (changed.equals(text)) {
        throw new IllegalStateException(file + " is not as expected: nothing to change found");
      }
      Files.writeString(file, changed, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void start(List<Deployment> initial, Map<String, String> properties) {
    for (Deployment deployment : initial) {
      deployments.put(deployment.contextPath(), deployment);
      doing(() -> install(deployment));
    }
    process = launch(properties);
    deployments.keySet().forEach(path -> process().awaitAnswer(base(path)));
  }

  @Override
  public final void deploy(Deployment deployment) {
    if (deployments.containsKey(deployment.contextPath())) {
      undeploy(deployment.contextPath());
    }
    deployments.put(deployment.contextPath(), deployment);
    doing(() -> install(deployment));
    process().awaitAnswer(base(deployment.contextPath()));
  }

  @Override
  public final void deployRefused(Deployment deployment, String message) {
    doing(
        () -> {
          try {
            install(deployment);
          } catch (DeploymentRefused expected) {
            // A server that says so at once.
          }
        });
    process().awaitLog(message);
    doing(() -> removeRefused(deployment));
  }

  /** Cleans up what {@link #install} left of an application that did not start. */
  abstract void removeRefused(Deployment deployment) throws IOException, InterruptedException;

  /** A server refuses an application while it is asked to deploy it. */
  static final class DeploymentRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeploymentRefused(String message) {
      super(message);
    }
  }

  @Override
  public final void undeploy(String contextPath) {
    Deployment deployment = deployments.remove(contextPath);
    if (deployment == null) {
      throw new IllegalArgumentException("nothing is deployed at '" + contextPath + "'");
    }
    doing(() -> remove(deployment));
    process().awaitSilence(base(contextPath));
  }

  private interface FileWork {
    void run() throws IOException, InterruptedException;
  }

  private static void doing(FileWork fileWork) {
    try {
      fileWork.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public final void stop() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  @Override
  public final URI base(String contextPath) {
    return URI.create("http://127.0.0.1:" + httpPort() + contextPath + "/");
  }

  @Override
  public final ProcessHandle jvm(String contextPath) {
    return process().jvm();
  }

  @Override
  public final String log() {
    return process().log();
  }

  @Override
  public final boolean redeploys() {
    return true;
  }

  @Override
  public final void close() {
    stop();
    Layout.delete(work);
  }

  @Override
  public final String toString() {
    return name;
  }
}
