package dev.oneport.web.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which of our media types a client prefers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, Accept</a>
 */
final class Accept {
  private static final List<String> STREAM = List.of("text/event-stream", "text/*", "*/*");
  private static final List<String> JSON = List.of("application/json", "application/*", "*/*");

  private final List<Range> ranges = new ArrayList<>();

  private record Range(String name, double quality) {}

  private Accept(List<String> headers) {
    for (String header : headers) {
      for (String item : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        String[] parts = item.split(";", -1);
        ranges.add(new Range(parts[0].strip(), quality(parts)));
      }
    }
  }

  /**
   * Whether the client wants an event stream rather than JSON: it must name it, or at least like it
   * better.
   *
   * @param headers the values of {@code Accept}; empty if it says nothing
   */
  static boolean prefersStream(List<String> headers) {
    Accept accept = new Accept(headers);
    double stream = accept.quality(STREAM);
    double json = accept.quality(JSON);
    return stream > json || (stream > 0 && stream == json && accept.names(STREAM.get(0)));
  }

  private boolean names(String type) {
    return ranges.stream().anyMatch(range -> range.name().equals(type));
  }

  /** What is said of the type itself counts before what is said of several. */
  private double quality(List<String> fromSpecific) {
    for (String name : fromSpecific) {
      for (Range range : ranges) {
        if (range.name().equals(name)) {
          return range.quality();
        }
      }
    }
    return 0;
  }

  private static double quality(String... parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
