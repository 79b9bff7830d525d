package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One process of a server, its log and its end. The process may be a script whose child is the JVM:
 * all of its descendants are ended with it, by their ids.
 */
public final class ServerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int TAIL_LINES = 60;

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          // Payara keeps the last requests of a connection of HTTP/2, and so their application.
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Process process;
  private final Path log;

  /** Where this process's part of the log begins, in characters. */
  private final int logStart;

  private ServerProcess(Process process, Path log, int logStart) {
    this.process = process;
    this.log = log;
    this.logStart = logStart;
  }

  /**
   * Starts it.
   *
   * @param environment added to this process's own, without its JAVA_TOOL_OPTIONS
   * @param logName of the file in {@code target/it-logs}; appended to, since a server restarts
   */
  public static ServerProcess start(
      List<String> command, Path directory, Map<String, String> environment, String logName) {
    try {
      Path log = Files.createDirectories(Layout.target("it-logs")).resolve(logName + ".log");
      Files.writeString(
          log,
          "--- " + String.join(" ", command) + "\n",
          UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.environment().put("JAVA_HOME", Layout.serverJavaHome().toString());
      builder.environment().putAll(environment);
      int logStart = Files.readString(log, UTF_8).length();
      return new ServerProcess(builder.start(), log, logStart);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until an application answers an Engine.IO handshake. */
  public void awaitAnswer(URI base) {
    await("an answer at " + base, () -> isAnswer(handshakeStatus(base)));
  }

  /** Some applications let in only whom the server knows. */
  private static boolean isAnswer(int status) {
    return status == 200 || status == 401;
  }

  /** Waits until an application no longer does. */
  void awaitSilence(URI base) {
    await("no more answer at " + base, () -> handshakeStatus(base) == 404);
  }

  /** Waits for something that this server does, as long as it lives. */
  void await(String what, Await.Condition condition) {
    Await.until(
        what,
        START,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("the server ended, exit code " + process.exitValue() + tail());
          }
          return condition.holds();
        },
        this::tail);
  }

  /** Waits until the log shows a text that it did not show when this process was started. */
  void awaitLog(String text) {
    Await.until("'" + text + "' in the log", START, () -> log().contains(text), this::tail);
  }

  /** What it has logged since it was started. */
  public String log() {
    try {
      // Not everything that servers log is UTF-8.
      return new String(Files.readAllBytes(log), UTF_8).substring(logStart);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the process has ended by itself. */
  void awaitEnd() {
    Await.until("the end of the process", START, () -> !process.isAlive(), this::tail);
  }

  private static int handshakeStatus(URI base) throws IOException, InterruptedException {
    URI uri = base.resolve("socket.io/?EIO=4&transport=polling");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The end of the log, for messages. */
  String tail() {
    try {
      List<String> lines = Files.readAllLines(log, UTF_8);
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return "\n" + log + " ends with:\n" + String.join("\n", last);
    } catch (IOException e) {
      return "\n" + log + " can't be read: " + e;
    }
  }

  /** The JVM: the innermost of the processes started. */
  ProcessHandle jvm() {
    List<ProcessHandle> all = tree();
    return all.get(all.size() - 1);
  }

  private List<ProcessHandle> tree() {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      List<ProcessHandle> all = new ArrayList<>();
      all.add(process.toHandle());
      descendants.forEach(all::add);
      return all;
    }
  }

  /** Ends it and its descendants: politely, then by force. */
  @Override
  public void close() {
    List<ProcessHandle> all = tree();
    Collections.reverse(all);
    all.forEach(ProcessHandle::destroy);
    long end = System.nanoTime() + STOP.toNanos();
    for (ProcessHandle each : all) {
      try {
        each.onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        each.destroyForcibly();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        each.destroyForcibly();
      }
    }
  }
}
