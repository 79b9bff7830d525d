package dev.oneport.launch;

import java.io.Closeable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Main class of the executable WAR. {@code java -jar oneport.war --help} tells its options. */
public final class Main {

  private Main() {}

  /**
   * Serves the WAR that this class lies in until the JVM is asked to end.
   *
   * <p>Exit code 1: it could not start; 2: a wrong option.
   */
  public static void main(String[] args) throws Exception {
    Path war = ownWar();
    if (!Files.isRegularFile(war)) {
      System.err.println("oneport: run the WAR itself: java -jar oneport.war");
      System.exit(1);
    }
    TemporaryFolder home = TemporaryFolder.create();
    Stop stop = new Stop(home);
    Runtime.getRuntime().addShutdownHook(stop);
    stop.open = IsolatedServer.startCommand(home, war, args);
    // The server's own threads are daemons.
    new CountDownLatch(1).await();
  }

  private static Path ownWar() throws URISyntaxException {
    return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Runs when the JVM is asked to end. */
  private static final class Stop extends Thread {
    private volatile Closeable open;

    Stop(Closeable open) {
      super("oneport-stop");
      this.open = open;
    }

    @Override
    public void run() {
      try {
        open.close();
      } catch (IOException e) {
        System.err.println("oneport: did not stop cleanly: " + e);
      }
    }
  }
}
