package dev.oneport.launch;

import java.io.Closeable;
import java.nio.file.Path;

/** What {@link IsolatedServer} calls by name in the loader that has Tomcat. */
public final class Launcher {

  private Launcher() {}

  /**
   * Starts the server.
   *
   * @param home an existing folder for the server's files
   * @return a {@link Server}
   * @throws Exception if an option is wrong or the server cannot start; the message says why
   */
  public static Closeable start(Path war, Path home, String[] args) throws Exception {
    return Server.start(war, home, LaunchOptions.parse(args));
  }

  /**
   * Starts the server for whoever typed the command: with an API key where none is configured, and
   * telling URL and key. Ends the JVM where there is nothing to serve.
   */
  public static Closeable command(Path war, Path home, String[] args) {
    QuietLogging.apply();
    try {
      LaunchOptions options = LaunchOptions.parse(args);
      if (options.help()) {
        System.out.print(LaunchOptions.HELP);
        throw exit(0);
      }
      if (!options.newKey().isEmpty()) {
        System.out.print(newKey(options.newKey(), RunKey.random()));
        throw exit(0);
      }
      return serve(war, home, options);
    } catch (UsageException e) {
      System.err.println("oneport: " + e.getMessage() + " (see --help)");
      throw exit(2);
    } catch (StartException e) {
      System.err.println("oneport: " + e.getMessage());
      throw exit(1);
    }
  }

  private static Closeable serve(Path war, Path home, LaunchOptions options) throws StartException {
    String key = "KEY";
    if (!RunKey.isConfigured()) {
      RunKey made = RunKey.random();
      made.publish();
      key = made.value();
    }
    Server server = Server.start(war, home, options);
    System.out.print(greeting(options.url(server.port()), key));
    return server;
  }

  private static String newKey(String name, RunKey key) {
    return """
        Authorization: Bearer %s
        %s=%s
        """
        .formatted(key.value(), RunKey.KEYS_PROPERTY, key.setting(name));
  }

  private static String greeting(String url, String key) {
    return """
        Oneport serves %1$s (Ctrl-C ends it). To push an event to everybody there:
        curl -X POST %1$sapi/emit -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' -d '{"event":"hello","data":["from curl"]}'
        """
        .formatted(url, key);
  }

  /** Never returns; declared to return for the compiler's flow analysis alone. */
  private static AssertionError exit(int code) {
    System.exit(code);
    return new AssertionError("unreachable");
  }
}
