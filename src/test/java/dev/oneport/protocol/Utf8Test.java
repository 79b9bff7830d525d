package dev.oneport.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

  @Test
  void encodesUnpairedSurrogatesAsReplacementCharacters() {
    assertThat(Utf8.encode("é\ud83c🎉\udf89"))
        .isEqualTo(ByteBuffer.wrap("é\ufffd🎉\ufffd".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "abc, 3", "é, 2", "€, 3", "1€é, 6", "😀, 4", "a😀b, 6"})
  void countsBytes(String text, int expected) {
    assertThat(Utf8.length(text)).isEqualTo(expected);
  }

  @Test
  void countsUnpairedSurrogateAsReplacementCharacter() {
    assertThat(Utf8.length("\ud800")).isEqualTo(3);
    assertThat(Utf8.length("\udc00")).isEqualTo(3);
    assertThat(Utf8.length("\ud800a")).isEqualTo(4);
    assertThat(Utf8.length("\udc00\ud800")).isEqualTo(6);
  }

  @Test
  void countsPartOfText() {
    assertThat(Utf8.length("x€y", 1, 2)).isEqualTo(3);
    assertThat(Utf8.length("😀", 0, 1)).as("a pair cut in half").isEqualTo(3);
  }

  @Test
  void agreesWithEncoderOnRandomWellFormedText() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        int codePoint = random.nextInt(1 << (1 + random.nextInt(20)));
        text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 'x' : codePoint);
      }
      String s = text.toString();
      assertThat(Utf8.length(s)).isEqualTo(s.getBytes(StandardCharsets.UTF_8).length);
    }
  }
}
