package dev.oneport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That {@link SecurityChecklist} is whole, and its tests are there. */
class SecurityChecklistTest {
  private static final Set<String> TESTS =
      Set.of("Test", "ParameterizedTest", "TestFactory", "FuzzTest");

  @ParameterizedTest
  @EnumSource
  void eachItemIsShownOnEachWay(SecurityChecklist item) {
    assertThat(item.what()).isNotBlank();
    for (Way way : Way.values()) {
      assertThat(item.evidence()).as(item + " needs a test on this way").containsKey(way);
      SecurityChecklist.Evidence evidence = Objects.requireNonNull(item.evidence().get(way));
      boolean tested = !evidence.passes().isEmpty() && !evidence.refused().isEmpty();
      assertThat(tested)
          .as("%s, %s: tests or a reason", item, way)
          .isEqualTo(evidence.reason().isEmpty());
      Stream.of(evidence.passes(), evidence.refused())
          .flatMap(List::stream)
          .forEach(test -> assertIsTestOf(test, way));
    }
  }

  private static void assertIsTestOf(String name, Way way) {
    int hash = name.indexOf('#');
    Method method = method(name.substring(0, hash), name.substring(hash + 1));
    assertThat(annotations(method)).as(name + " is a test").containsAnyElementsOf(TESTS);
    EnumSource source = method.getAnnotation(EnumSource.class);
    if (source != null && method.getParameterTypes()[0] == Way.class) {
      List<String> names = List.of(source.names());
      boolean named = names.contains(way.name());
      assertThat(names.isEmpty() || named == (source.mode() == EnumSource.Mode.INCLUDE))
          .as("%s tests %s", name, way)
          .isTrue();
    }
  }

  private static Method method(String type, String name) {
    try {
      Class<?> found = Class.forName(type, false, SecurityChecklistTest.class.getClassLoader());
      return Arrays.stream(found.getDeclaredMethods())
          .filter(method -> method.getName().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("there is no test " + type + "#" + name));
    } catch (ClassNotFoundException e) {
      throw new AssertionError("there is no class " + type, e);
    }
  }

  private static List<String> annotations(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .map(Class::getSimpleName)
        .toList();
  }
}
