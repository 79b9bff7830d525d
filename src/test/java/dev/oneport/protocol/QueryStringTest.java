package dev.oneport.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryStringTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "-; {}",
        "``; {}",
        "EIO=4&transport=polling; {EIO=4, transport=polling}",
        "a=1&a=2; {a=2}",
        "a; {a=}",
        "a=; {a=}",
        "=b; {=b}",
        "a=b=c; {a=b=c}",
        "&&a=1&&; {a=1}",
        "a=b+c%20d; {a=b c d}",
        "a+b=1; {a b=1}",
        "%61=%41; {a=A}",
        "a=%e2%82%AC; {a=€}",
        "a=%F0%9F%98%80; {a=😀}",
        "a=€😀; {a=€😀}",
        "a=100%; {a=100%}",
        "a=%4; {a=%4}",
        "a=%zz&b=%4&c=%41; {a=%zz, b=%4, c=A}",
        "a=%2; {a=%2}",
        "a=1%26b%3D2; {a=1&b=2}",
        "__proto__=1; {__proto__=1}"
      })
  void decodesAsTheReferenceDoes(@Nullable String raw, String map) {
    assertThat(QueryString.parse(raw)).hasToString(map);
  }

  @Test
  void bytesThatAreNoUtf8AreReplaced() {
    assertThat(QueryString.parse("a=%ff%41")).isEqualTo(Map.of("a", "\ufffdA"));
  }

  @Test
  void surrogateOnItsOwnTakesNothingWithIt() {
    assertThat(QueryString.parse("a=\ud83db&c=\ude00d")).isEqualTo(Map.of("a", "?b", "c", "?d"));
  }
}
