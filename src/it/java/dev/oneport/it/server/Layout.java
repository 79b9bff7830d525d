package dev.oneport.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Where the build puts things, as it tells by system properties. */
public final class Layout {

  private static final int FIRST_PORT = 12_000;
  private static final int LAST_PORT = 29_999;

  /** Begins somewhere, for builds beside this one. */
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT + 1));

  private Layout() {}

  /** Below the build directory. */
  public static Path target(String path) {
    return Path.of(System.getProperty("build.dir", "target")).toAbsolutePath().resolve(path);
  }

  /** The distribution of a server, unpacked by the build. */
  static Path distribution(String directory) {
    String servers = System.getProperty("servers.dir", "");
    Path all = servers.isEmpty() ? target("servers") : Path.of(servers).toAbsolutePath();
    Path home = all.resolve(directory);
    if (!Files.isDirectory(home)) {
      throw new IllegalStateException(home + " is missing: run with -Pservers or -Psmoke");
    }
    return home;
  }

  /** A file that the build hands over, for example {@code oneport.war}. */
  public static Path artifact(String property) {
    String value = System.getProperty(property);
    Path path = value == null ? target(property) : Path.of(value).toAbsolutePath();
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing: package first");
    }
    return path;
  }

  /** The JDK that servers run on: {@code -Dservers.jdk}, otherwise that of the tests. */
  static Path serverJavaHome() {
    String jdk = System.getProperty("servers.jdk", "");
    return Path.of(jdk.isEmpty() ? System.getProperty("java.home") : jdk);
  }

  /** The {@code java} command of that JDK. */
  static String java() {
    return serverJavaHome().resolve("bin/java").toString();
  }

  /**
   * Ports of 127.0.0.1 that nobody listens on, all different, and none of those that the system
   * gives to clients: it could give one away before the server comes, or to the very client that
   * looks whether the server is there, which then talks to itself.
   */
  public static List<Integer> freePorts(int count) {
    return Stream.generate(Layout::nextPort).filter(Layout::isFree).limit(count).toList();
  }

  private static int nextPort() {
    return NEXT_PORT.getAndUpdate(port -> port == LAST_PORT ? FIRST_PORT : port + 1);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty directory below {@code target/it-servers}. */
  static Path workDirectory(String name) {
    Path directory = target("it-servers").resolve(name);
    delete(directory);
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a directory with all that is in it. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory with all that is in it, if it exists. */
  public static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
