package dev.oneport.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the documents lead somewhere. */
class LinksTest {

  private static final Pattern ELSEWHERE = Pattern.compile("https://.*");
  private static final Pattern LINK = Pattern.compile("([^#]*)(?:#(.+))?");

  /** Those of others, too, that people are sent to. */
  private static Stream<Document> documents() {
    return Stream.concat(
        Document.all().stream(),
        Stream.of(
                "CONTRIBUTING.md",
                "deploy/README.md",
                "deploy/tomcat/README.md",
                "deploy/wildfly/README.md",
                "deploy/payara/README.md",
                "deploy/proxy/README.md")
            .map(name -> Document.read(Path.of(name))));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void leadToFilesAndHeadings(Document document) {
    assertThat(document.links()).allSatisfy(link -> assertResolves(document, link));
  }

  private static void assertResolves(Document document, String link) {
    Matcher parts = LINK.matcher(link);
    if (ELSEWHERE.matcher(link).matches() || !parts.matches()) {
      return;
    }
    Path file =
        parts.group(1).isEmpty()
            ? document.file()
            : Path.of("").resolve(document.file()).resolveSibling(parts.group(1)).normalize();
    assertThat(Files.exists(file)).as("%s is there", file).isTrue();
    if (parts.group(2) != null) {
      assertThat(Document.read(file).anchors()).as("headings of %s", file).contains(parts.group(2));
    }
  }

  @Test
  void linksAndHeadingsAreFound() {
    Document document =
        new Document(
            Path.of("x.md"),
            List.of(
                "# One, and Node.js",
                "See [two](b.md#two), `[no](code)` and ![a picture](p.png).",
                "```",
                "# no heading, [no](link)",
                "```"));

    assertThat(document.links()).containsExactly("b.md#two", "p.png");
    assertThat(document.anchors()).containsExactly("one-and-nodejs");
  }

  /** The WAR's own copy of the documentation leads to each of its pages. */
  @Test
  void pageInTheWarListsAllOfThem() throws Exception {
    String script = Files.readString(Path.of("webapp/docs/docs.js"));

    assertThat(Pattern.compile("\\[\"([a-z-]+)\", \"").matcher(script).results())
        .extracting(page -> page.group(1) + ".md")
        .containsExactlyInAnyOrderElementsOf(
            Document.all().stream()
                .map(Document::name)
                .filter(name -> !name.equals("README.md"))
                .toList());
  }

  /** Nobody has to guess from the README that a page exists. */
  @Test
  void readmeLeadsToAllOfThem() {
    assertThat(Document.named("README.md").links())
        .containsAll(
            Document.all().stream()
                .map(Document::name)
                .filter(name -> !name.equals("README.md"))
                .map(name -> "docs/" + name)
                .toList());
  }
}
