package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.web.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void hasTheMembersOfTheRfc() {
    Problem problem =
        new Problem(400, "urn:x", "Title", "Do this", List.of(new Problem.Fault("#/a", "must")));

    assertThat(problem.toJson())
        .isEqualTo(
            "{\"type\":\"urn:x\",\"title\":\"Title\",\"status\":400,\"detail\":\"Do this\","
                + "\"errors\":[{\"pointer\":\"#/a\",\"detail\":\"must\"}]}");
  }

  @Test
  void withoutErrorsThereIsNoListOfThem() {
    assertThat(Problems.unauthorized().toJson())
        .startsWith("{\"type\":\"urn:oneport:problem:unauthorized\",")
        .doesNotContain("errors");
  }
}
