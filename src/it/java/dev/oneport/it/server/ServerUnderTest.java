package dev.oneport.it.server;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs as an administrator would run it, in a process of its own, on 127.0.0.1 and
 * free ports, which it keeps over a restart. Not for several threads.
 *
 * <p>Every method that changes something returns once the change can be seen by a client, and fails
 * with the end of the server's log if that does not happen in time.
 */
public interface ServerUnderTest extends AutoCloseable {

  /** What tests are reported under, for example {@code tomcat10}. */
  String name();

  /** Sets environment variables of its process, from the next start on; none at first. */
  void environment(Map<String, String> variables);

  /**
   * Starts the server with these applications deployed.
   *
   * @param properties system properties of its JVM, the configuration of Oneport
   */
  void start(List<Deployment> deployments, Map<String, String> properties);

  /** Adds an application to the running server, or replaces the one of the same context path. */
  void deploy(Deployment deployment);

  /**
   * Hands over an application that must not start.
   *
   * @param message that the server's log must then show
   */
  void deployRefused(Deployment deployment, String message);

  /** Takes an application away; returns once it no longer answers. */
  void undeploy(String contextPath);

  /** Stops the server; its applications stay deployed for the next start. */
  void stop();

  /**
   * Where an application is.
   *
   * @return an address with a trailing slash, for example {@code http://127.0.0.1:8080/app/}
   */
  URI base(String contextPath);

  /**
   * The JVM that an application runs in.
   *
   * @throws UnsupportedOperationException if that is not on this machine's process table
   */
  ProcessHandle jvm(String contextPath);

  /** What it has logged since it was started, its applications included. */
  String log();

  /** Where MicroProfile Health answers, with a trailing slash; null where there is none. */
  default @Nullable URI health() {
    return null;
  }

  /** Where Micrometer's Prometheus registry answers; null where there is none. */
  default @Nullable URI meters() {
    return null;
  }

  /** Whether it has {@code env-entry}s. */
  default boolean hasNaming() {
    return true;
  }

  /** Whether it has MicroProfile Config. */
  default boolean hasMicroProfileConfig() {
    return false;
  }

  /** Whether applications come and go while the JVM stays. */
  boolean redeploys();

  /** Stops the server and removes its working files except the logs. */
  @Override
  void close();
}
