package dev.oneport.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The types, methods and packages of the walk are there, under these names. */
class HowItWorksTest {

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.oneport");

  /** With a method, perhaps; not annotations. */
  private static final Pattern TYPE =
      Pattern.compile("(?<![@\\w])([A-Z]\\w+[a-z]\\w*)(?:\\.([a-z]\\w+))?");

  /** What Jakarta has. */
  private static final Set<String> OF_OTHERS = Set.of("Async", "AsyncContext", "CDI", "Jakarta");

  /** Behind the code of a line, by commas; names the package of each. */
  private static final Pattern PACKAGES = Pattern.compile(" {2,}([a-z]+(?:[., ]+[a-z]+)*)$");

  private static void assertThere(String block) {
    List<MatchResult> named =
        TYPE.matcher(block).results().filter(type -> !OF_OTHERS.contains(type.group(1))).toList();
    assertThat(named).hasSizeGreaterThan(5).allSatisfy(HowItWorksTest::assertThere);
    assertThat(
            block
                .lines()
                .flatMap(line -> PACKAGES.matcher(line).results())
                .flatMap(packages -> Stream.of(packages.group(1).split(", ", -1)))
                .filter(name -> !name.contains(" ")))
        .isNotEmpty()
        .allSatisfy(HowItWorksTest::assertPackage);
  }

  private static void assertThere(MatchResult type) {
    List<JavaClass> found =
        CODE.stream().filter(each -> each.getSimpleName().equals(type.group(1))).toList();
    assertThat(found).as("types %s", type.group(1)).isNotEmpty();
    if (type.group(2) != null) {
      assertThat(found.stream().flatMap(each -> each.getAllMethods().stream()))
          .as("methods of %s", type.group(1))
          .extracting(JavaMember::getName)
          .contains(type.group(2));
    }
  }

  private static void assertPackage(String name) {
    String whole = name.startsWith("dev.") ? name : "dev.oneport." + name;
    assertThat(CODE.containPackage(whole)).as("package %s", whole).isTrue();
  }

  @Test
  void wayInIsThere(@CodeOf(page = "how-it-works.md", beginning = "container") String block) {
    assertThere(block);
  }

  @Test
  void wayOutIsThere(@CodeOf(page = "how-it-works.md", beginning = "any thread") String block) {
    assertThere(block);
  }

  /** Each package with its line, and no other: {@code .x} is one of the package above. */
  @Test
  void packagesAreThere(
      @CodeOf(page = "how-it-works.md", beginning = "dev.oneport ") String block) {
    Set<String> there = CODE.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    Set<String> told = new java.util.TreeSet<>();
    String parent = "dev.oneport";
    for (String line : block.lines().toList()) {
      for (String name : line.substring(0, 26).strip().split(" +", -1)) {
        if (name.startsWith(".")) {
          told.add(parent + name);
        } else {
          parent = name.startsWith("dev.") ? name : "dev.oneport." + name;
          told.add(parent);
        }
      }
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(there);
  }
}
