package dev.oneport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What was measured: medians of all rounds with their spread, as a table, JSON and a chart. */
final class Report {
  private static final int CHART_WIDTH = 900;
  private static final int CHART_HEIGHT = 420;
  private static final String CHARTED = "CPU µs/delivery";
  private static final double LARGE = 100;

  /** Told apart without seeing colours, too: they get darker. */
  private static final Color[] COLORS = {
    new Color(0xF28E2B), new Color(0x4E9F6E), new Color(0x2F5D8A), new Color(0x333333)
  };

  private final List<String> targets;
  private final List<Result> results;

  Report(List<String> targets, List<Result> results) {
    this.targets = targets;
    this.results = results;
  }

  private record Row(String scenario, String figure) {}

  private List<Row> rows() {
    return results.stream().map(r -> new Row(r.scenario(), r.figure())).distinct().toList();
  }

  private List<Double> values(Row row, String target) {
    return results.stream()
        .filter(
            r ->
                r.scenario().equals(row.scenario())
                    && r.figure().equals(row.figure())
                    && r.target().equals(target))
        .map(Result::value)
        .sorted()
        .toList();
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= LARGE ? "%,.0f" : "%.2f", value);
  }

  private static String cell(List<Double> sorted) {
    if (sorted.isEmpty()) {
      return "";
    }
    String median = number(median(sorted));
    return sorted.size() == 1
        ? median
        : median + " (" + number(sorted.get(0)) + "–" + number(sorted.get(sorted.size() - 1)) + ")";
  }

  /** A table in Markdown: medians, with the lowest and the highest round in brackets. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append("| | | ").append(String.join(" | ", targets)).append(" |\n");
    table.append("| --- | --- |").append(" ---: |".repeat(targets.size())).append("\n");
    for (Row row : rows()) {
      String cells =
          targets.stream().map(t -> cell(values(row, t))).collect(Collectors.joining(" | "));
      table.append("| ").append(row.scenario()).append(" | ").append(row.figure());
      table.append(" | ").append(cells).append(" |\n");
    }
    return table.toString();
  }

  /** Writes {@code bench.md}, {@code bench.json} and {@code bench.svg}. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("bench.md"), machine() + "\n" + table(), UTF_8);
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (Row row : rows()) {
      for (String target : targets) {
        JsonObjectBuilder one = Json.createObjectBuilder();
        JsonArrayBuilder values = Json.createArrayBuilder();
        values(row, target).forEach(values::add);
        one.add("scenario", row.scenario()).add("figure", row.figure());
        all.add(one.add("target", target).add("rounds", values));
      }
    }
    Files.writeString(directory.resolve("bench.json"), all.build().toString(), UTF_8);
    chart(directory.resolve("bench.svg"));
  }

  private static String machine() {
    return "%s %s, %d processors, JDK of the load generator %s%n"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version());
  }

  private void chart(Path file) throws IOException {
    List<Row> charted =
        rows().stream()
            .filter(row -> row.figure().equals(CHARTED))
            .filter(row -> targets.stream().allMatch(target -> !values(row, target).isEmpty()))
            .toList();
    if (charted.isEmpty()) {
      return;
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(CHART_WIDTH)
            .height(CHART_HEIGHT)
            .title("Processor time of the server per delivery, µs (less is better)")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setSeriesColors(COLORS);
    List<String> names = charted.stream().map(Row::scenario).toList();
    for (String target : targets) {
      List<Double> medians = new ArrayList<>();
      for (Row row : charted) {
        medians.add(median(values(row, target)));
      }
      chart.addSeries(target, names, medians);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
    }
  }
}
