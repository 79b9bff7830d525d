package dev.oneport.launch;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.modeler.Registry;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.jspecify.annotations.Nullable;

/** The embedded Tomcat with its web applications. Start and close from one thread at a time. */
public final class Server implements Closeable {

  /** Of the connector, which counts no further then. */
  private static final int NO_LIMIT = -1;

  private final Tomcat tomcat;

  private Server(Tomcat tomcat) {
    this.tomcat = tomcat;
  }

  /**
   * Starts and returns once every application is up.
   *
   * @param war what is served at the options' context path
   * @param home an existing folder for the server's files; the caller removes it
   * @throws StartException if the port cannot be had or an application does not start
   */
  static Server start(Path war, Path home, LaunchOptions options) throws StartException {
    Server server = new Server(configure(home, options));
    try {
      server.deploy(options.context(), war);
      for (Map.Entry<String, Path> other : options.others().entrySet()) {
        server.deploy(other.getKey(), other.getValue());
      }
      server.tomcat.start();
      server.requireApplications();
      return server;
    } catch (LifecycleException e) {
      server.close();
      throw new StartException(explain(e, options), e);
    } catch (StartException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Tomcat configure(Path home, LaunchOptions options) throws StartException {
    // Both are one per JVM, and several of these servers may live in one: tests do it.
    TomcatURLStreamHandlerFactory.disable();
    Registry.disableRegistry();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(home.toString());
    try {
      Files.createDirectories(home.resolve("webapps"));
    } catch (IOException e) {
      throw new StartException("cannot write to " + home + ": " + e, e);
    }
    Http11NioProtocol protocol = new Http11NioProtocol();
    protocol.setAddress(address(options));
    // How many clients there may be is said by oneport.maxSessions; Tomcat lets further ones wait.
    protocol.setMaxConnections(NO_LIMIT);
    Connector connector = new Connector(protocol);
    connector.setPort(options.port());
    connector.setThrowOnFailure(true);
    // Names of rooms in URLs of the API may have slashes.
    connector.setEncodedSolidusHandling("passthrough");
    tomcat.setConnector(connector);
    return tomcat;
  }

  /**
   * Resolved here, because a connector that is given a name it cannot resolve keeps no address, and
   * so listens on all.
   */
  private static InetAddress address(LaunchOptions options) throws StartException {
    try {
      return InetAddress.getAllByName(options.host())[0];
    } catch (UnknownHostException e) {
      throw new StartException("cannot listen on " + options.host() + ": unknown host", e);
    }
  }

  private void deploy(String path, Path war) {
    Context context = tomcat.addWebapp(path, war.toAbsolutePath().toString());
    context.setParentClassLoader(Server.class.getClassLoader());
    context.addLifecycleListener(Server::removeJsp);
    if (context.getJarScanner() instanceof StandardJarScanner scanner) {
      // The application is all in its WAR; the server's own jars hold nothing to find.
      scanner.setScanClassPath(false);
    }
  }

  /** Tomcat's defaults map JSPs to a servlet that the embedded jars leave out. */
  private static void removeJsp(LifecycleEvent event) {
    if (!event.getType().equals(Lifecycle.BEFORE_START_EVENT)
        || !(event.getLifecycle() instanceof Context context)) {
      return;
    }
    Container jsp = context.findChild("jsp");
    if (jsp != null) {
      context.removeServletMapping("*.jsp");
      context.removeServletMapping("*.jspx");
      context.removeChild(jsp);
    }
  }

  private void requireApplications() throws StartException {
    for (Container application : tomcat.getHost().findChildren()) {
      if (!application.getState().isAvailable()) {
        String name = application.getName();
        throw new StartException(
            "the application at " + (name.isEmpty() ? "/" : name) + " did not start; see above");
      }
    }
  }

  private static String explain(LifecycleException failure, LaunchOptions options) {
    String address = options.host() + ":" + options.port();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "cannot listen on "
            + address
            + " ("
            + cause.getMessage()
            + "): end what listens there, or choose another with --port or --host";
      }
    }
    return "the server did not start: " + rootOf(failure);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  /** The port it listens on, also where the options said 0. */
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  /**
   * Stops one application and takes it out.
   *
   * @param path its context path; empty for the root
   * @throws IllegalArgumentException if there is none
   */
  public void undeploy(String path) {
    @Nullable Container context = tomcat.getHost().findChild(path);
    if (context == null) {
      throw new IllegalArgumentException("no application at '" + path + "'");
    }
    tomcat.getHost().removeChild(context);
  }

  /** Stops the applications and the server; nothing if it runs no more. */
  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException("the server did not stop cleanly", e);
    }
  }
}
