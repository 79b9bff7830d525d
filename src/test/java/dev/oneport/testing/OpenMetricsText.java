package dev.oneport.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads metrics as strictly as OpenMetrics 1.0 has them written; exemplars and timestamps, which
 * Oneport never writes, it does not know. One thread.
 *
 * @see <a
 *     href="https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md">OpenMetrics
 *     1.0</a>
 */
public final class OpenMetricsText {
  private static final String EOF = "# EOF\n";
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String ESCAPED = "(?:[^\\\\\"\\n]|\\\\[\\\\\"n])*";

  private static final Pattern METADATA =
      Pattern.compile("# (TYPE|UNIT|HELP) (" + NAME + ") (" + ESCAPED + ")");
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{([^{}]*|.*\")\\})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(" + ESCAPED + ")\"(?:,(?!$)|$)");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|[+-]?Inf|NaN");

  /** The samples that each type has, by the ends of their names. */
  private static final Map<String, List<String>> SUFFIXES =
      Map.of(
          "counter", List.of("_total"),
          "gauge", List.of(""),
          "histogram", List.of("_bucket", "_count", "_sum"),
          "info", List.of("_info"));

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();

  /** One metric as it was written. */
  private static final class Family {
    final String name;
    final Map<String, String> metadata = new TreeMap<>();
    final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    Family(String name) {
      this.name = name;
    }
  }

  private record Sample(Map<String, String> labels, double value) {}

  private OpenMetricsText() {}

  /**
   * Reads a whole text.
   *
   * @throws IllegalArgumentException if it breaks a rule of the format; the message says which
   */
  public static OpenMetricsText parse(String text) {
    OpenMetricsText read = new OpenMetricsText();
    require(text.endsWith(EOF), "the end is missing", text);
    String body = text.substring(0, text.length() - EOF.length());
    require(body.isEmpty() || body.endsWith("\n"), "a line without end", text);
    require(body.indexOf('\r') < 0, "a carriage return", text);
    Family family = null;
    for (String line : body.lines().toList()) {
      family = read.line(line, family);
    }
    read.families.values().forEach(OpenMetricsText::check);
    read.checkNames();
    return read;
  }

  private Family line(String line, @Nullable Family current) {
    if (!line.startsWith("#")) { // An empty line is no sample either.
      if (current == null) {
        throw new IllegalArgumentException("a sample without metadata: " + line);
      }
      sample(line, current);
      return current;
    }
    Matcher matcher = METADATA.matcher(line);
    require(matcher.matches(), "neither TYPE nor UNIT nor HELP", line);
    String name = matcher.group(2);
    Family family = current;
    if (family == null || !family.name.equals(name)) {
      family = new Family(name);
      require(families.put(name, family) == null, "a metric in two places", line);
    }
    require(family.samples.isEmpty(), "metadata after samples", line);
    require(
        family.metadata.put(matcher.group(1), matcher.group(3)) == null, "metadata twice", line);
    return family;
  }

  private void sample(String line, Family family) {
    Matcher matcher = SAMPLE.matcher(line);
    require(matcher.matches(), "no sample", line);
    String name = matcher.group(1);
    require(name.startsWith(family.name), "a sample of another metric", line);
    String suffix = name.substring(family.name.length());
    require(suffixes(family).contains(suffix), "a sample that its type has not", line);
    require(NUMBER.matcher(matcher.group(3)).matches(), "no number", line);
    double value = Double.parseDouble(matcher.group(3).replace("Inf", "Infinity"));
    Map<String, String> labels = labels(matcher.group(2), line);
    String series = labels.isEmpty() ? name : name + labels;
    require(samples.put(series, value) == null, "a sample twice", line);
    family.samples.computeIfAbsent(suffix, any -> new ArrayList<>()).add(new Sample(labels, value));
  }

  private static List<String> suffixes(Family family) {
    String type = family.metadata.getOrDefault("TYPE", "unknown");
    require(SUFFIXES.containsKey(type), "a type that Oneport does not use", type);
    return SUFFIXES.getOrDefault(type, List.of());
  }

  private static Map<String, String> labels(@Nullable String text, String line) {
    Map<String, String> labels = new TreeMap<>();
    if (text == null || text.isEmpty()) {
      return labels;
    }
    Matcher matcher = LABEL.matcher(text);
    int end = 0;
    while (end < text.length()) {
      require(matcher.find(end) && matcher.start() == end, "no label", line);
      require(labels.put(matcher.group(1), matcher.group(2)) == null, "a label twice", line);
      end = matcher.end();
    }
    return labels;
  }

  private static void check(Family family) {
    String name = family.name;
    require(family.metadata.containsKey("TYPE"), "no TYPE", name);
    require(family.metadata.containsKey("HELP"), "no HELP", name);
    String type = family.metadata.getOrDefault("TYPE", "");
    String unit = family.metadata.getOrDefault("UNIT", "");
    require(unit.isEmpty() || name.endsWith("_" + unit), "the unit is not in the name", name);
    require(unit.isEmpty() || !"info".equals(type), "a unit of what has no value", name);
    require(SUFFIXES.containsKey(type), "a type that Oneport does not use", name);
    List<Sample> all = family.samples.values().stream().flatMap(List::stream).toList();
    if ("counter".equals(type)) {
      require(all.stream().allMatch(s -> s.value() >= 0), "a counter below zero", name);
    }
    if ("info".equals(type)) {
      require(all.stream().allMatch(s -> s.value() == 1), "an info that is not 1", name);
    }
    if ("histogram".equals(type)) {
      checkHistogram(family);
    }
  }

  private static void checkHistogram(Family family) {
    List<Sample> buckets = family.samples.getOrDefault("_bucket", List.of());
    List<Sample> counts = family.samples.getOrDefault("_count", List.of());
    List<Sample> sums = family.samples.getOrDefault("_sum", List.of());
    require(counts.size() == 1 && sums.size() == 1, "not one count and one sum", family.name);
    double bound = Double.NEGATIVE_INFINITY;
    double count = 0;
    for (Sample bucket : buckets) {
      String le = String.valueOf(bucket.labels().get("le"));
      require(isCanonical(le), "a bound that others write otherwise", family.name + " " + le);
      double next = Double.parseDouble(le.replace("Inf", "Infinity"));
      require(next > bound, "bounds that do not rise", family.name + " " + le);
      require(bucket.value() >= count, "counts that fall", family.name + " " + le);
      require(bucket.value() == Math.rint(bucket.value()), "half a count", family.name);
      bound = next;
      count = bucket.value();
    }
    require(bound == Double.POSITIVE_INFINITY, "no last bucket", family.name);
    require(counts.get(0).value() == count, "a count that is not the last bucket's", family.name);
    require(sums.get(0).value() >= 0, "a sum below zero", family.name);
  }

  /** As Go writes it, with {@code .0} where that has neither point nor exponent. */
  private static boolean isCanonical(String le) {
    return le.equals("+Inf")
        || (le.matches("(0|[1-9]\\d{0,5})\\.(0|\\d*[1-9])") && !le.matches("0\\.0000.*"))
        || le.matches("[1-9](\\.\\d*[1-9])?e-(0[5-9]|[1-9]\\d)");
  }

  /** No metric may have the name of another one's samples. */
  private void checkNames() {
    Set<String> names = new HashSet<>();
    for (Family family : families.values()) {
      Set<String> own = new HashSet<>(suffixes(family));
      own.add("");
      own.forEach(suffix -> require(names.add(family.name + suffix), "a clash", family.name));
    }
  }

  /**
   * Every sample, as in {@code oneport_refusals_total{reason=unknown-sid}}, as they stand there.
   */
  public Map<String, Double> samples() {
    return Collections.unmodifiableMap(samples);
  }

  /**
   * A sample.
   *
   * @param series as in {@link #samples}
   * @throws IllegalArgumentException if there is none
   */
  public double value(String series) {
    Double value = samples.get(series);
    if (value == null) {
      throw new IllegalArgumentException("no such sample: " + series + " among " + samples);
    }
    return value;
  }

  /** The names of the metrics, without the ends of their samples, as they stand there. */
  public List<String> names() {
    return List.copyOf(families.keySet());
  }

  private static void require(boolean holds, String otherwise, @Nullable String where) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ": " + where);
    }
  }
}
