package dev.oneport.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Where servers find what they need, and leave what they write.
 *
 * @param build what was built
 * @param javaHome of the JDK for servers
 */
record Place(Path build, Path javaHome) {

  /** The hash of the key that the load of the HTTP API shows. */
  private static final String KEY =
      "-Doneport.api.keys=bench=sha256:"
          + "88e25f587f42453eeca4edbd33293e4d348d9a594b23c649f70bb5169c80592a";

  /** What an installed server starts from. */
  Path server(String directory) {
    return build.resolve("servers").resolve(directory);
  }

  /** An empty directory. */
  Path empty(String name) throws IOException {
    Path directory = build.resolve("bench").resolve(name);
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(directory);
  }

  /** Copies a directory and all in it. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  static void edit(Path file, UnaryOperator<String> change) throws IOException {
    Files.writeString(file, change.apply(Files.readString(file, UTF_8)), UTF_8);
  }

  /** The WAR with the benchmark's handlers, not packed. */
  void unpack(Path application) throws IOException {
    try (ZipInputStream war =
        new ZipInputStream(Files.newInputStream(build.resolve("oneport.war")))) {
      for (ZipEntry entry = war.getNextEntry(); entry != null; entry = war.getNextEntry()) {
        Path file = application.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(war, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    String servlet = "dev/oneport/bench/app/BenchServlet.class";
    Path copy = application.resolve("WEB-INF/classes").resolve(servlet);
    Files.createDirectories(copy.getParent());
    try (InputStream in = Place.class.getResourceAsStream("/" + servlet)) {
      if (in == null) {
        throw new IllegalStateException(servlet + " is missing");
      }
      Files.copy(in, copy);
    }
  }

  /** System properties that the load needs, and those that a run asks for. */
  static List<String> settings() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "-Doneport.rooms.public=all",
                KEY,
                "-Doneport.limits.publishes.perAddress=1000000/1s",
                "-Doneport.limits.publishes.perUser=1000000/1s"));
    String more = System.getProperty("bench.oneport.options", "");
    if (!more.isEmpty()) {
      settings.addAll(List.of(more.split(" ", -1)));
    }
    return settings;
  }

  String java() {
    return javaHome.resolve("bin/java").toString();
  }

  Path log(String name) {
    return build.resolve("bench/" + name + ".log");
  }

  static URI base(int port) {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
