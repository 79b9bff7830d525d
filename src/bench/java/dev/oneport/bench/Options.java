package dev.oneport.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run does, as system properties say.
 *
 * @param rounds {@code bench.rounds}: how often each server has its turn
 * @param warmUp {@code bench.warmup}: seconds of each load before it is measured
 * @param seconds {@code bench.seconds}: how long each load is measured
 * @param clients {@code bench.clients}: of the loads with many clients
 * @param crowd {@code bench.crowd}: of the loads with very many
 * @param targets {@code bench.targets}, in turn: {@code oneport}, {@code oneport-standard} (on
 *     Tomcat through the standard API alone), {@code oneport-wildfly}, {@code oneport-payara} (with
 *     profile {@code servers}), {@code node}, {@code netty}
 * @param scenarios {@code bench.scenarios}; empty for all
 * @param build where the build puts things
 * @param javaHome {@code servers.jdk}: of the JDK that servers run on
 */
record Options(
    int rounds,
    int warmUp,
    int seconds,
    int clients,
    int crowd,
    List<String> targets,
    List<String> scenarios,
    Path build,
    Path javaHome) {

  private static final int ROUNDS = 5;
  private static final int WARM_UP = 15;
  private static final int SECONDS = 8;
  private static final int CLIENTS = 1_000;
  private static final int CROWD = 10_000;

  static Options read() {
    String jdk = System.getProperty("servers.jdk", "");
    return new Options(
        Integer.getInteger("bench.rounds", ROUNDS),
        Integer.getInteger("bench.warmup", WARM_UP),
        Integer.getInteger("bench.seconds", SECONDS),
        Integer.getInteger("bench.clients", CLIENTS),
        Integer.getInteger("bench.crowd", CROWD),
        names("bench.targets", "oneport,node,netty"),
        names("bench.scenarios", ""),
        Path.of(System.getProperty("build.dir", "target")),
        Path.of(jdk.isEmpty() ? System.getProperty("java.home") : jdk));
  }

  private static List<String> names(String property, String otherwise) {
    return Stream.of(System.getProperty(property, otherwise).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  boolean wants(Scenario scenario) {
    return scenarios.isEmpty() || scenarios.contains(scenario.text());
  }
}
