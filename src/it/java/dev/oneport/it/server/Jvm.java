package dev.oneport.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
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
   * How many class loaders have a class of this name with a living instance; an enum that was used
   * has them as long as its loader lives. Collects garbage first.
   */
  public long copiesOf(String className) {
    return jcmd("GC.class_histogram")
        .map(line -> line.strip().split("\\s+", 5))
        .filter(columns -> columns.length > 3 && columns[3].equals(className))
        .count();
  }

  private Stream<String> jcmd(String command) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Layout.serverJavaHome().resolve("bin/jcmd").toString(),
                  Long.toString(process.pid()),
                  command)
              .redirectErrorStream(true)
              .start();
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
