package dev.oneport.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"abcdefghij-0", "0123456789-1", "zzzzzzzzzz-42", "aaaaaaaaaa-999999999999999999"})
  void textIsReadAndWrittenTheSame(String text) {
    assertThat(Cursor.parse(text)).asString().isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "abcdefghij",
        "abcdefghij-",
        "abcdefghij--1",
        "abcdefghij-01",
        "abcdefghij-+1",
        "abcdefghij-1 ",
        " abcdefghij-1",
        "abcdefghij-1\n",
        "abcdefghij-1.0",
        "abcdefghij-1e3",
        "abcdefghij-0x1",
        "abcdefghij-\u0661",
        "abcdefghij-1000000000000000000",
        "abcdefghij-9223372036854775808",
        "ABCDEFGHIJ-1",
        "abcdefghi-1",
        "abcdefghijk-1",
        "abcdefgh\u0131j-1",
        "abcdefghij\u0000-1",
        "1-abcdefghij",
        "MzUPkW0",
        "1692886800000-0"
      })
  void anythingElseIsNone(String text) {
    assertThat(Cursor.parse(text)).isNull();
  }

  @Test
  void longTextIsNoneSoon() {
    assertThat(Cursor.parse("abcdefghij-" + "1".repeat(1_000_000))).isNull();
    assertThat(Cursor.parse("a".repeat(1_000_000))).isNull();
  }
}
