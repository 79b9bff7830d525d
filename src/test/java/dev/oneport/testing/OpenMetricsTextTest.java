package dev.oneport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who checks others must be strict. */
class OpenMetricsTextTest {

  @Test
  void readsWhatIsRight() {
    OpenMetricsText read =
        OpenMetricsText.parse(
            """
            # TYPE a info
            # HELP a What "it" is.
            a_info{x="\\"}{\\\\\\n",y="1"} 1
            # TYPE b_seconds histogram
            # UNIT b_seconds seconds
            # HELP b_seconds How long.
            b_seconds_bucket{le="2.5e-05"} 1
            b_seconds_bucket{le="+Inf"} 3
            b_seconds_count 3
            b_seconds_sum 1.5e3
            # EOF
            """
                .replace("\"it\"", "it"));

    assertThat(read.names()).containsExactly("a", "b_seconds");
    assertThat(read.value("b_seconds_sum")).isEqualTo(1_500);
    assertThat(read.value("b_seconds_bucket{le=+Inf}")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "# TYPE a gauge|# HELP a x|a 1! the end is missing",
        "# TYPE a gauge|# HELP a x|a 1|# EOF|! the end is missing",
        "# TYPE a gauge|# HELP a x||a 1|# EOF! no sample",
        "a 1|# EOF! a sample without metadata",
        "# a|# EOF! neither TYPE nor UNIT nor HELP",
        "# HELP a x|a 1|# EOF! a type that Oneport does not use",
        "# TYPE a gauge|a 1|# EOF! no HELP",
        "# TYPE a gauge|# TYPE a gauge|# HELP a x|# EOF! metadata twice",
        "# TYPE a gauge|a 1|# HELP a x|# EOF! metadata after samples",
        "# TYPE a gauge|# HELP a x|# TYPE b gauge|# HELP b x|# UNIT a x|# EOF! a metric in two",
        "# TYPE a gauge|# UNIT a bytes|# HELP a x|a 1|# EOF! the unit is not in the name",
        "# TYPE a counter|# HELP a x|a 1|# EOF! a sample that its type has not",
        "# TYPE a counter|# HELP a x|a_total -1|# EOF! a counter below zero",
        "# TYPE a gauge|# HELP a x|a 1|a 1|# EOF! a sample twice",
        "# TYPE a gauge|# HELP a x|b 1|# EOF! a sample of another metric",
        "# TYPE a gauge|# HELP a x|a one|# EOF! no number",
        "# TYPE a gauge|# HELP a x|a{b=\"\\x\"} 1|# EOF! no label",
        "# TYPE a gauge|# HELP a x|a{b=\"x\",} 1|# EOF! no label",
        "# TYPE a gauge|# HELP a x|a{b=\"x\",b=\"x\"} 1|# EOF! a label twice",
        "# TYPE a gauge|# HELP a x|a_total 1|# EOF! a sample that its type has not",
        "# TYPE a counter|# HELP a x|# TYPE a_total gauge|# HELP a_total x|# EOF! a clash",
        "# TYPE a info|# HELP a x|a_info 2|# EOF! an info that is not 1",
        "# TYPE a histogram|# HELP a x|a_count 0|a_sum 0|# EOF! no last bucket",
        "# TYPE a histogram|# HELP a x|a_bucket{le=\"+Inf\"} 1|a_count 2|a_sum 0|# EOF!"
            + " a count that is not the last bucket's",
        "# TYPE a histogram|# HELP a x|a_bucket{le=\"1\"} 1|a_bucket{le=\"+Inf\"} 1|a_count 1|a_sum"
            + " 0|# EOF! a bound that others write otherwise",
        "# TYPE a histogram|# HELP a x|a_bucket{le=\"0.00001\"} 1|a_bucket{le=\"+Inf\"} 1|a_count"
            + " 1|a_sum 0|# EOF! a bound that others write otherwise",
        "# TYPE a histogram|# HELP a x|a_bucket{le=\"1.0\"} 2|a_bucket{le=\"+Inf\"} 1|a_count 1|a_sum"
            + " 0|# EOF! counts that fall",
        "# TYPE a histogram|# HELP a x|a_bucket{le=\"+Inf\"} 0|a_count 0|# EOF! not one count",
      })
  void refusesWhatIsWrong(String text, String why) {
    String lines = text.replace('|', '\n') + "\n";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenMetricsText.parse(lines))
        .withMessageStartingWith(why);
  }
}
