package dev.oneport.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each code block of the documentation is executed by a test: all of a language by one test, or one
 * by a test that is given it as a parameter, see {@link CodeOf}. A block that is new fails here
 * until it has one.
 */
class CodeBlocksTest {

  /** Whose test takes every block of the language. */
  private static final Map<String, Class<?>> ALL_OF =
      Map.of("java", JavaCodeTest.class, "properties", SettingsCodeTest.class);

  /** It is what runs here. */
  private static final String BUILD_COMMAND = "mvn verify\n";

  private static Stream<CodeBlock> blocks() {
    return Document.all().stream().flatMap(document -> document.blocks().stream());
  }

  /** The blocks that are somebody's parameter, with the name of the test. */
  private static final Map<CodeBlock, List<String>> TAKEN =
      new ClassFileImporter()
          .importPackages("dev.oneport.docs", "dev.oneport.it", "dev.oneport.web.cdi").stream()
              .flatMap(CodeBlocksTest::taken)
              .collect(
                  Collectors.groupingBy(
                      Map.Entry::getKey,
                      Collectors.mapping(Map.Entry::getValue, Collectors.toList())));

  private static Stream<Map.Entry<CodeBlock, String>> taken(JavaClass type) {
    return type.getMethods().stream()
        .flatMap(
            method ->
                method.getParameters().stream()
                    .filter(parameter -> parameter.isAnnotatedWith(CodeOf.class))
                    .map(parameter -> parameter.getAnnotationOfType(CodeOf.class))
                    .map(code -> Map.entry(CodeOf.Resolver.find(code), method.getFullName())));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void hasATestThatExecutesIt(CodeBlock block) {
    if (!block.text().equals(BUILD_COMMAND) && !ALL_OF.containsKey(block.language())) {
      assertThat(TAKEN)
          .as("tests with a parameter @CodeOf(page = \"%s\") for %s", block.document(), block)
          .containsKey(block);
    }
  }

  @Test
  void blocksAndTestsAreFound() {
    assertThat(blocks().map(CodeBlock::language)).contains("java", "sh", "xml", "properties");
    assertThat(TAKEN).isNotEmpty();
  }
}
