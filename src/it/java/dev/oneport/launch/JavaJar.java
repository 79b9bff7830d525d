package dev.oneport.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code java -jar oneport.war} as a process with a temporary folder of its own. */
final class JavaJar implements AutoCloseable {

  private static final Pattern URL = Pattern.compile("http://localhost:\\d+/\\S*");

  private final Process process;
  private final Path temporary;
  private final Path errors;

  private JavaJar(Process process, Path temporary, Path errors) {
    this.process = process;
    this.temporary = temporary;
    this.errors = errors;
  }

  /**
   * Starts it.
   *
   * @param folder an existing folder, for what it writes
   */
  static JavaJar start(Path folder, List<String> jvmOptions, String... options) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Path errors = folder.resolve("stderr.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", property("oneport.war")));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().remove(RunKey.KEYS_VARIABLE);
    // The JVM reports it on stderr, which tests compare.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new JavaJar(builder.start(), temporary, errors);
  }

  /** The next lines of its standard output, waited for. */
  List<String> nextLines(int count) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          List<String> lines = new ArrayList<>();
          while (lines.size() < count) {
            String line = process.inputReader().readLine();
            assertThat(line).as("after %s, on stderr %s", lines, errorLines()).isNotNull();
            lines.add(line);
          }
          return lines;
        });
  }

  /** The URL that it tells once it is up, with a slash at the end. */
  String awaitUrl() {
    String line = nextLines(2).get(0);
    Matcher matcher = URL.matcher(line);
    assertThat(matcher.find()).as(line).isTrue();
    return matcher.group();
  }

  /** As Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  int awaitExitCode() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  List<String> errorLines() throws IOException {
    return Files.readAllLines(errors);
  }

  /** What it has in its temporary folder now. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> file.getFileName().toString().startsWith("oneport-")).toList();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  static String property(String name) {
    String value = System.getProperty(name);
    assertThat(value).as(name).isNotNull();
    return value;
  }
}
