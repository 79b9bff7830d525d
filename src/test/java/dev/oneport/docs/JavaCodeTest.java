package dev.oneport.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java code of the documentation compiles as it stands. */
class JavaCodeTest {

  private static final Pattern ROW = Pattern.compile("\\| (`.*) \\| (`.*) \\|");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final Path classes;
  private final JavaCode compiler;

  JavaCodeTest(@TempDir Path classes) {
    this.classes = classes;
    compiler = new JavaCode(classes);
  }

  @AfterEach
  void close() {
    compiler.close();
  }

  @TestFactory
  Stream<DynamicTest> blocksCompile() {
    return Document.all().stream()
        .flatMap(document -> document.blocks().stream())
        .filter(block -> block.language().equals("java"))
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.toString(), () -> compiler.compileBlock(block.text())));
  }

  /** Theirs on the left, ours on the right. */
  private static List<MatchResult> rows() {
    return Document.named("from-node.md").lines().stream()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .map(row -> row.toMatchResult())
        .toList();
  }

  private static Stream<String> code(String cell) {
    return CODE.matcher(cell).results().map(code -> code.group(1));
  }

  @TestFactory
  Stream<DynamicTest> whatToWriteInPlaceOfNodeCompiles() {
    return rows().stream()
        .flatMap(row -> code(row.group(2)))
        .map(code -> DynamicTest.dynamicTest(code, () -> compiler.compileFragment(code)));
  }

  /** By Node's own parser. */
  @Test
  void whatIsWrittenInNodeIsJavaScript() throws Exception {
    List<String> calls = rows().stream().flatMap(row -> code(row.group(1))).toList();
    assertThat(calls).hasSizeGreaterThan(20);
    StringBuilder script = new StringBuilder();
    calls.forEach(call -> script.append("async () => {\n").append(call).append(";\n};\n"));
    Path file = Files.writeString(classes.resolve("calls.cjs"), script);

    Process node =
        new ProcessBuilder("node", "--check", file.toString()).redirectErrorStream(true).start();

    String said = new String(node.getInputStream().readAllBytes(), UTF_8);
    assertThat(node.waitFor()).as(said).isZero();
  }

  @Test
  void whatDoesNotCompileIsTold() {
    assertThatThrownBy(() -> compiler.compileBlock("io.emitt(\"news\");\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("emitt");
    assertThatThrownBy(() -> compiler.compileFragment("@OnEvent(\"x\") int x()"))
        .isInstanceOf(AssertionError.class);
  }
}
