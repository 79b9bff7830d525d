package dev.oneport.launch;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * The server of an executable WAR, in a class loader that sees nothing but the JDK, the WAR's
 * launcher and the jars of its {@code WEB-INF/embedded}: what {@code java -jar} runs, and what
 * tests run inside their own JVM, whose class path a web application must not see.
 *
 * <p>Owns a temporary folder, removed by {@link #close}. Not thread-safe.
 */
public final class IsolatedServer implements Closeable {

  private final TemporaryFolder home;
  private final URLClassLoader loader;

  /** A {@link Server} of the other loader. */
  private final Closeable server;

  private IsolatedServer(TemporaryFolder home, URLClassLoader loader, Closeable server) {
    this.home = home;
    this.loader = loader;
    this.server = server;
  }

  /**
   * Starts the WAR's own server and returns once the applications are up. Makes no API key.
   *
   * @param war an executable WAR
   * @param args the options of the command line; {@code --port 0} for any free port
   * @throws Exception if the WAR is not executable, an option is wrong or the server cannot start;
   *     the message says why
   */
  public static IsolatedServer start(Path war, String... args) throws Exception {
    TemporaryFolder home = TemporaryFolder.create();
    try {
      return start(home, war, "start", args);
    } catch (Exception e) {
      home.close();
      throw e;
    }
  }

  /**
   * Starts as the command line does: with an API key for this run, telling where to go. Ends the
   * JVM if the options are wrong or ask for help, or if it cannot start.
   */
  static IsolatedServer startCommand(TemporaryFolder home, Path war, String... args)
      throws Exception {
    return start(home, war, "command", args);
  }

  private static IsolatedServer start(TemporaryFolder home, Path war, String method, String... args)
      throws Exception {
    URLClassLoader loader = EmbeddedLoader.open(war, home.path());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Object server =
          loader
              .loadClass("dev.oneport.launch.Launcher")
              .getMethod(method, Path.class, Path.class, String[].class)
              .invoke(null, war, home.path(), args);
      return new IsolatedServer(home, loader, (Closeable) server);
    } catch (InvocationTargetException e) {
      loader.close();
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** The port it listens on. */
  public int port() {
    try {
      return (int) server.getClass().getMethod("port").invoke(server);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the server shows no port", e);
    }
  }

  /**
   * Stops one application and takes it out of the running server.
   *
   * @param context its context path; empty for the root
   * @throws IllegalArgumentException if there is none at that path
   */
  public void undeploy(String context) {
    try {
      server.getClass().getMethod("undeploy", String.class).invoke(server, context);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot undeploy " + context, e);
    }
  }

  /** Stops the applications, then the server, and removes what was unpacked. */
  @Override
  public void close() throws IOException {
    try (home;
        loader) {
      server.close();
    }
  }
}
