package dev.oneport.web.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oneport.web.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final List<String> ALL = List.of("d", "a", "-hidden", "c", "b", "z-hidden");

  private static Page.Found<String> page(String limit, String after) {
    return Page.of(limit, after)
        .of(ALL, name -> name, name -> name.endsWith("hidden") ? null : name);
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    assertThat(page("3", "")).isEqualTo(new Page.Found<>(List.of("a", "b", "c"), "c"));
    assertThat(page("3", "c")).isEqualTo(new Page.Found<>(List.of("d"), null));
  }

  @Test
  void fullLastPageHasNoNext() {
    assertThat(page("4", "")).isEqualTo(new Page.Found<>(List.of("a", "b", "c", "d"), null));
  }

  @Test
  void nameThatIsGoneIsAsGood() {
    assertThat(page("1", "bb")).isEqualTo(new Page.Found<>(List.of("c"), "c"));
  }

  @Test
  void withoutLimitThereIsOne() {
    assertThat(Page.of(null, null)).isEqualTo(new Page(100, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "", "ten", "99999999999"})
  void otherLimitsAreRefused(String limit) {
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Page.of(limit, null));
  }
}
