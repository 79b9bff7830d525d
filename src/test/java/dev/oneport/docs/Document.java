package dev.oneport.docs;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as it stands: README.md or one of {@code docs/}.
 *
 * @param file relative to the repository
 * @param lines its text
 */
record Document(Path file, List<String> lines) {

  private static final Pattern FENCE = Pattern.compile("```([a-z]*)");
  private static final Pattern HEADING = Pattern.compile("#+ (.+)");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern IMAGE_OR_CODE = Pattern.compile("`[^`]*`");

  /** All of them, the README first. */
  static List<Document> all() {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")).sorted())
          .map(Document::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One of them.
   *
   * @param name of its file, without the directory
   */
  static Document named(String name) {
    return all().stream()
        .filter(document -> document.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no page " + name));
  }

  static Document read(Path file) {
    try {
      return new Document(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return file.getFileName().toString();
  }

  /** The text between fences. */
  List<CodeBlock> blocks() {
    List<CodeBlock> blocks = new ArrayList<>();
    for (int start = 0; start < lines.size(); start++) {
      Matcher fence = FENCE.matcher(lines.get(start));
      if (fence.matches()) {
        int end = start + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        String text = String.join("\n", lines.subList(start + 1, end)) + "\n";
        blocks.add(new CodeBlock(this, start + 1, fence.group(1), text));
        start = end;
      }
    }
    return blocks;
  }

  /** The lines that are no code. */
  private Stream<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean code = false;
    for (String line : lines) {
      boolean fence = line.startsWith("```");
      if (!fence && !code) {
        prose.add(line);
      }
      code ^= fence;
    }
    return prose.stream();
  }

  /** Where its links and pictures lead. */
  List<String> links() {
    return prose()
        .map(line -> IMAGE_OR_CODE.matcher(line).replaceAll("x"))
        .flatMap(line -> LINK.matcher(line).results())
        .map(link -> link.group(1))
        .toList();
  }

  /** What a link may have after its {@code #}, by the rule of GitHub. */
  Set<String> anchors() {
    return prose()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(heading -> anchor(heading.group(1)))
        .collect(toSet());
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-');
  }

  @Override
  public String toString() {
    return name();
  }
}
