package dev.oneport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "-|-",
        "''|-",
        "identity|-",
        "br|-",
        "gzip|gzip",
        "GZIP|gzip",
        "deflate|deflate",
        "gzip, deflate, br|gzip",
        "deflate, gzip|deflate",
        "deflate;q=0.5, gzip;q=0.9|gzip",
        "gzip;q=0.5, deflate;q=0.9|deflate",
        "gzip ; q=0.2 , deflate;q=0.1|gzip",
        "gzip;q=0|-",
        "gzip;q=nonsense|-",
        "*|gzip",
        "*;q=0|-",
        "gzip;q=0, *|deflate",
        "*, deflate|deflate",
        "*;q=0.9, deflate;q=0.5|gzip",
        "x-gzip|-"
      })
  void choosesAsTheReferenceDoes(@Nullable String header, @Nullable String chosen) {
    assertThat(AcceptEncoding.preferred(header, List.of("gzip", "deflate"))).isEqualTo(chosen);
  }
}
