package dev.oneport.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A script of {@code src/it/npm} running in Node, or a Java program of one file: it prints one JSON
 * object a line and may be told things the same way.
 */
public final class NodeScript implements AutoCloseable {

  private static final JsonObject END = jakarta.json.JsonValue.EMPTY_JSON_OBJECT;

  private final Process process;
  private final Path errors;
  private final Writer stdin;
  private final BlockingQueue<JsonObject> lines = new LinkedBlockingQueue<>();
  private final List<JsonObject> kept = new ArrayList<>();

  private NodeScript(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    stdin = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    Thread reader = new Thread(this::read, "node-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a script.
   *
   * @param script a file name in {@code src/it/npm}
   */
  public static NodeScript start(String script, String... arguments) {
    return start(List.of("node", script), arguments);
  }

  /**
   * Starts a Java program in a JVM of its own.
   *
   * @param source its one file
   * @param libraries a directory with the jars that it needs
   */
  public static NodeScript startJava(Path source, Path libraries, String... arguments) {
    return start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dfile.encoding=UTF-8",
            "-cp",
            libraries.resolve("*").toString(),
            source.toAbsolutePath().toString()),
        arguments);
  }

  private static NodeScript start(List<String> program, String... arguments) {
    try {
      Path errors = Files.createTempFile("script-", ".err");
      List<String> command = new ArrayList<>(program);
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(Path.of("src/it/npm").toAbsolutePath().toFile())
              .redirectError(errors.toFile());
      builder.environment().put("NODE_PATH", npmDirectory().toString());
      return new NodeScript(builder.start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path npmDirectory() {
    return Path.of(System.getProperty("npm.dir", "target/npm/node_modules")).toAbsolutePath();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Http.json(line));
      }
    } catch (IOException e) {
      // The process was ended: nothing more comes.
    } finally {
      lines.add(END);
    }
  }

  /** Tells the script one line. */
  public void tell(JsonObject message) {
    try {
      stdin.write(message + "\n");
      stdin.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Takes the first line that is wanted; others stay for later.
   *
   * @throws AssertionError after 30 s, or if the script ends before, with all that was not taken
   */
  public JsonObject await(String what, Predicate<JsonObject> wanted) {
    for (Iterator<JsonObject> each = kept.iterator(); each.hasNext(); ) {
      JsonObject line = each.next();
      if (wanted.test(line)) {
        each.remove();
        return line;
      }
    }
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    JsonObject line = poll(end - System.nanoTime(), what);
    while (!wanted.test(line)) {
      kept.add(line);
      line = poll(end - System.nanoTime(), what);
    }
    return line;
  }

  private JsonObject poll(long nanos, String what) {
    try {
      JsonObject line = lines.poll(nanos, TimeUnit.NANOSECONDS);
      if (line == null || line == END) {
        String why = line == null ? "not within 30 s: " : "the script ended before: ";
        throw new AssertionError(why + what + "; seen " + kept + errorOutput());
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All lines until the script ends by itself. */
  public List<JsonObject> finish(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + limit + "; " + lines + errorOutput());
      }
      List<JsonObject> all = new ArrayList<>();
      for (JsonObject line = lines.take(); line != END; line = lines.take()) {
        all.add(line);
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it wrote to its standard error. */
  public String errorOutput() {
    try {
      return "\n" + Files.readString(errors, UTF_8);
    } catch (IOException e) {
      return "\n" + e;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
