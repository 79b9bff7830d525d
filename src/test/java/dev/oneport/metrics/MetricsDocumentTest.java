package dev.oneport.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation lists the metrics that there are. */
class MetricsDocumentTest {

  @Test
  void documentationHasTheTable() throws Exception {
    Metrics metrics = new Metrics();
    metrics.refusals().increment("a-reason");
    metrics.ended().increment("a-reason");
    metrics.fallbacks().increment("a_reason");
    String table =
        new Families("1.2.3", metrics)
            .read().stream()
                .map(MetricsDocumentTest::row)
                .collect(
                    Collectors.joining(
                        "\n", "| Metric | Type | Meaning |\n| --- | --- | --- |\n", "\n\n"));

    assertThat(Files.readString(Path.of("docs/observing.md"))).contains(table);
  }

  private static String row(Family family) {
    boolean histogram = family.type() == Family.Type.HISTOGRAM;
    Family.Sample sample = family.samples().get(0);
    String label = histogram || sample.label().isEmpty() ? "" : "{" + sample.label() + "}";
    return "| `%s` | %s | %s |"
        .formatted(
            family.name() + (histogram ? "" : sample.suffix()) + label,
            family.type().name().toLowerCase(Locale.ROOT),
            family.help());
  }
}
