package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks into a server's JVM by {@code jcmd}. */
public final class Jvm {

  private final ProcessHandle process;

  /** Of a process on this machine, of the same user. */
  public Jvm(ProcessHandle process) {
    this.process = process;
  }

  /** The platform threads whose name contains a text, in any case. */
  public List<String> threads(String part) {
    return jcmd("Thread.print")
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .filter(name -> name.toLowerCase(Locale.ROOT).contains(part))
        .toList();
  }

  /**
   * What is in use. Collects garbage first.
   *
   * @param excused references that are taken for none, as {@code class .field class} or {@code
   *     class[] [] class}, from the beginning
   */
  public HeapDump dumpHeap(List<Pattern> excused) {
    Path file = Layout.target("it-servers").resolve(process.pid() + ".hprof");
    String output = jcmd("GC.heap_dump", file.toString()).collect(Collectors.joining("\n"));
    if (!Files.exists(file)) {
      throw new IllegalStateException(output);
    }
    return HeapDump.read(file, excused);
  }

  /** The bytes of all objects that are in use. Collects garbage first. */
  public long liveBytes() {
    return jcmd("GC.class_histogram")
        .filter(line -> line.startsWith("Total "))
        .map(line -> line.strip().split("\\s+", 3)[2])
        .mapToLong(Long::parseLong)
        .sum();
  }

  private Stream<String> jcmd(String... command) {
    try {
      List<String> words = new ArrayList<>();
      words.add(Layout.serverJavaHome().resolve("bin/jcmd").toString());
      words.add(Long.toString(process.pid()));
      words.addAll(List.of(command));
      Process jcmd = new ProcessBuilder(words).redirectErrorStream(true).start();
      String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
      if (jcmd.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
      return output.lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
