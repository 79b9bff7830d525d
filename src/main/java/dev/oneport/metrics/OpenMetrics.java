package dev.oneport.metrics;

import dev.oneport.metrics.Family.Sample;
import java.util.List;
import java.util.Locale;

/**
 * Writes metrics as text. Stateless.
 *
 * @see <a
 *     href="https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md">OpenMetrics
 *     1.0, Text format</a>
 */
public final class OpenMetrics {
  /** Of the text. */
  public static final String MEDIA_TYPE =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private OpenMetrics() {}

  /** The text, to be sent in UTF-8. */
  public static String text(List<Family> families) {
    StringBuilder text = new StringBuilder(8_192);
    for (Family family : families) {
      append(text, family);
    }
    return text.append("# EOF\n").toString();
  }

  private static void append(StringBuilder text, Family family) {
    String type = family.type().name().toLowerCase(Locale.ROOT);
    text.append("# TYPE ").append(family.name()).append(' ').append(type).append('\n');
    if (!family.unit().isEmpty()) {
      text.append("# UNIT ").append(family.name()).append(' ').append(family.unit()).append('\n');
    }
    text.append("# HELP ").append(family.name()).append(' ');
    appendEscaped(text, family.help());
    text.append('\n');
    for (Sample sample : family.samples()) {
      text.append(family.name()).append(sample.suffix());
      if (!sample.label().isEmpty()) {
        text.append('{').append(sample.label()).append("=\"");
        appendEscaped(text, sample.labelValue());
        text.append("\"}");
      }
      text.append(' ').append(Numbers.text(sample.value())).append('\n');
    }
  }

  private static void appendEscaped(StringBuilder text, String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '"' -> text.append("\\\"");
        case '\n' -> text.append("\\n");
        default -> text.append(c);
      }
    }
  }
}
