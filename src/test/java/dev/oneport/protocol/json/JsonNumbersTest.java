package dev.oneport.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are what JavaScript's JSON.stringify writes. */
class JsonNumbersTest {

  private static String text(double value) {
    StringBuilder out = new StringBuilder();
    JsonNumbers.append(out, value);
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-0.0, 0",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "1e21, 1e+21",
    "-1e21, -1e+21",
    "1e20, 100000000000000000000",
    "123456789012345680000, 123456789012345680000",
    "1e-6, 0.000001",
    "1.5e-6, 0.0000015",
    "1e-7, 1e-7",
    "-1.5e-10, -1.5e-10",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "9007199254740991, 9007199254740991",
    "9007199254740993, 9007199254740992",
    "1e23, 1e+23",
    "2e23, 2e+23",
    "8.41e21, 8.41e+21",
    "9.5367431640625e-7, 9.5367431640625e-7",
    "4.35, 4.35",
    "1.1e23, 1.1e+23",
    "100, 100",
    "1e300, 1e+300",
    "12345.678, 12345.678",
    "NaN, null",
    "-Infinity, null"
  })
  void asJavaScript(double value, String text) {
    assertThat(text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "1, 1", "16777216, 16777216", "3.4028235E38, 3.4028235e+38", "NaN, null"})
  void floatsAreWhatWasMeant(float value, String text) {
    StringBuilder out = new StringBuilder();
    JsonNumbers.append(out, value);
    assertThat(out).hasToString(text);
  }

  @Test
  void anyNumberIsReadBackAsItself() {
    Random random = new Random(20260101);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(text(value))).isEqualTo(value);
      }
    }
  }
}
