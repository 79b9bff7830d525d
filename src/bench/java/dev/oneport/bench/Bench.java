package dev.oneport.bench;

import dev.oneport.bench.Scenario.Setup;
import dev.oneport.bench.server.Target;
import dev.oneport.bench.server.Targets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures Oneport beside its peers: in each round each server has its turn, at each setup. Run by
 * {@code mvn -Pbench verify}; {@link Options} says what may be chosen.
 */
public final class Bench {
  private Bench() {}

  /** Runs it, prints the table, and writes it beside what was built. */
  public static void main(String[] args) throws IOException {
    Options options = Options.read();
    Targets targets = new Targets(options.build(), options.javaHome());
    List<Result> results = new ArrayList<>();
    for (int round = 1; round <= options.rounds(); round++) {
      for (Setup setup : Setup.values()) {
        for (String name : options.targets()) {
          measure(setup, name, options, targets, results);
        }
      }
      Report report = new Report(options.targets(), results);
      report.write(options.build().resolve("bench"));
      System.out.println("after " + round + " of " + options.rounds() + " rounds:");
      System.out.println(report.table());
    }
  }

  private static void measure(
      Setup setup, String name, Options options, Targets targets, List<Result> results) {
    List<Scenario> wanted =
        Stream.of(Scenario.values())
            .filter(scenario -> scenario.setup() == setup && options.wants(scenario))
            .toList();
    if (wanted.isEmpty() || !setup.isOf(name)) {
      return;
    }
    try (Target target = targets.start(name)) {
      new Turn(name, target, options, result -> add(result, results)).run(wanted);
    } catch (RuntimeException e) {
      // The others are measured all the same; an empty cell of the table tells.
      System.out.println(name + " failed at " + setup + ": " + e);
    }
  }

  private static void add(Result result, List<Result> results) {
    System.out.printf(
        "%s %s %s: %.2f%n", result.target(), result.scenario(), result.figure(), result.value());
    results.add(result);
  }
}
