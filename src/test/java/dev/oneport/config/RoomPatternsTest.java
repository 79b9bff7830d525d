package dev.oneport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomPatternsTest {

  @Test
  void nameMatchesItselfOnly() {
    RoomPatterns news = RoomPatterns.of(List.of("news"));

    assertThat(news.matches("news")).isTrue();
    assertThat(news.matches("news:uk")).isFalse();
    assertThat(news.matches("")).isFalse();
  }

  @Test
  void starAtTheEndMatchesWhatBeginsSo() {
    RoomPatterns news = RoomPatterns.of(List.of("feed", "news:*"));

    assertThat(news.matches("news:")).isTrue();
    assertThat(news.matches("news:uk")).isTrue();
    assertThat(news.matches("news")).isFalse();
    assertThat(news.matches("feed")).isTrue();
  }

  @Test
  void starAloneMatchesAll() {
    assertThat(RoomPatterns.of(List.of("*")).matches("anything")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[*]", "\\*"})
  void starInBracketsIsTheNameOfEverybodysEvents(String star) {
    RoomPatterns everybody = RoomPatterns.of(List.of(star, "/chat#" + star));

    assertThat(everybody.matches("/", "*")).isTrue();
    assertThat(everybody.matches("/", "news")).isFalse();
    assertThat(everybody.matches("/chat", "*")).isTrue();
    assertThat(everybody.matches("/chat", "lobby")).isFalse();
    assertThat(everybody.matches("/other", "*")).isFalse();
  }

  @Test
  void otherNamespacesNeedTheirName() {
    RoomPatterns rooms = RoomPatterns.of(List.of("*", "/chat#lobby", "/game#table*"));

    assertThat(rooms.matches("/chat", "lobby")).isTrue();
    assertThat(rooms.matches("/chat", "other")).isFalse();
    assertThat(rooms.matches("/game", "table1")).isTrue();
    assertThat(rooms.matches("/other", "lobby")).isFalse();
  }

  @Test
  void noneMatchesNothing() {
    assertThat(RoomPatterns.none().matches("")).isFalse();
    assertThat(RoomPatterns.of(List.of())).isEqualTo(RoomPatterns.none());
  }

  @Test
  void starElsewhereIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> RoomPatterns.of(List.of("a*b")));
    assertThatIllegalArgumentException().isThrownBy(() -> RoomPatterns.of(List.of("news[*]")));
    assertThatIllegalArgumentException().isThrownBy(() -> RoomPatterns.of(List.of("/a*#[*]")));
    assertThatIllegalArgumentException().isThrownBy(() -> RoomPatterns.of(List.of("")));
  }
}
