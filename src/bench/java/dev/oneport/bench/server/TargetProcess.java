package dev.oneport.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process of a server. Linux, whose {@code /proc} tells what it costs. */
final class TargetProcess implements Target {
  private static final Duration START = Duration.ofSeconds(60);
  private static final long STEP_MILLIS = 50;
  private static final long STOP_SECONDS = 20;
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final long KILO = 1024;

  /** What was started: the server, or a script that started it. */
  private final Process process;

  private final URI base;

  /** Of the JDK that the process runs on; null if it has no JVM. */
  private final @Nullable Path javaHome;

  private TargetProcess(Process process, URI base, @Nullable Path javaHome) {
    this.process = process;
    this.base = base;
    this.javaHome = javaHome;
  }

  /**
   * Starts it, and returns once it answers a Socket.IO handshake.
   *
   * @param command the server, or what starts it and ends with it
   */
  static Target start(ProcessBuilder command, Path log, URI base, @Nullable Path javaHome) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      command.redirectErrorStream(true).redirectOutput(log.toFile());
      command.environment().remove("JAVA_TOOL_OPTIONS");
      TargetProcess started = new TargetProcess(command.start(), base, javaHome);
      try {
        started.awaitAnswer(log);
      } catch (RuntimeException e) {
        started.close();
        throw e;
      }
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer(Path log) {
    // The offer of HTTP/2 in a first request is an upgrade that Socket.IO's server knows nothing
    // of.
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI handshake = base.resolve("socket.io/?EIO=4&transport=polling");
    HttpRequest request = HttpRequest.newBuilder(handshake).build();
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not yet.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      pause(STEP_MILLIS);
    }
    throw new IllegalStateException("it did not start; see " + log);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public URI base() {
    return base;
  }

  @Override
  public long cpuNanos() {
    String stat = proc("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
        * NANOS_PER_TICK;
  }

  @Override
  public long residentBytes() {
    collectGarbage();
    for (String line : proc("status").split("\n", -1)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * KILO;
      }
    }
    throw new IllegalStateException("no VmRSS");
  }

  /** Twice, since what the first one frees is given back to the system by the second. */
  private void collectGarbage() {
    if (javaHome == null) {
      return;
    }
    for (int i = 0; i < 2; i++) {
      String jcmd = javaHome.resolve("bin/jcmd").toString();
      try {
        new ProcessBuilder(List.of(jcmd, Long.toString(server().pid()), "GC.run"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** The youngest: a script waits for what it has started. */
  private ProcessHandle server() {
    return process.descendants().reduce((first, second) -> second).orElse(process.toHandle());
  }

  private String proc(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(server().pid()), file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server().destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        server().destroyForcibly();
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server().destroyForcibly();
    }
  }
}
