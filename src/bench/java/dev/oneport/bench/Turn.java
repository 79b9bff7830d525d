package dev.oneport.bench;

import dev.oneport.bench.load.Crowd;
import dev.oneport.bench.load.Crowd.Count;
import dev.oneport.bench.load.Kind;
import dev.oneport.bench.server.Target;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** One server has its turn: it is started, loaded and measured. One thread. */
final class Turn {
  private static final int CONNECTING = 50;
  private static final int CONNECT_CROWDS = 5;
  private static final double FANOUT_RATE = 40;
  private static final double CROWD_RATE = 2;
  private static final int BURST = 16;
  private static final int CALLERS = 100;
  private static final int CALLS = 4;
  private static final int STALLED_OF = 100;

  /** A connect runs through more code, less often, than an event: compilers take longer for it. */
  private static final long CONNECT_WARM_UPS = 4;

  private static final int SETTLE_SECONDS = 3;

  /**
   * Whole intervals of both heartbeats, of 25 and of 15 s: who came together is asked together, so
   * that any other span has one round of them more or less.
   */
  private static final int IDLE_SECONDS = 75;

  private static final int SECONDS_OF_HEARTBEAT = 26;
  private static final double MICROS = 1_000;
  private static final double MILLIS = 1_000_000;
  private static final double SECOND = 1_000_000_000;
  private static final double KILO = 1024;
  private static final double PERCENT = 100;
  private static final double P50 = 50;
  private static final double P99 = 99;
  private static final double P999 = 99.9;

  private final String name;
  private final Target target;
  private final Options options;
  private final Consumer<Result> results;

  Turn(String name, Target target, Options options, Consumer<Result> results) {
    this.name = name;
    this.target = target;
    this.options = options;
    this.results = results;
  }

  void run(List<Scenario> scenarios) {
    if (scenarios.contains(Scenario.EMIT)) {
      emit();
      return;
    }
    Kind kind = scenarios.get(0).setup().kind();
    try (Crowd crowd = new Crowd(target.base(), kind)) {
      for (Scenario scenario : scenarios) {
        run(scenario, crowd);
      }
    }
  }

  private void run(Scenario scenario, Crowd crowd) {
    switch (scenario) {
      case CONNECT -> connect(crowd);
      case FANOUT, PLAIN, SSE -> rate(scenario, crowd, options.clients(), FANOUT_RATE);
      case CROWD -> rate(scenario, crowd, options.crowd(), CROWD_RATE);
      case SLOW -> {
        crowd.connectStalled(options.clients() / STALLED_OF);
        rate(scenario, crowd, options.clients(), FANOUT_RATE);
      }
      case BURST, POLLING, LONGPOLL -> burst(scenario, crowd);
      case ECHO -> echo(crowd);
      case IDLE, IDLE_SSE -> idle(scenario, crowd);
      case EMIT -> throw new IllegalStateException();
    }
  }

  private void report(Scenario scenario, String figure, double value) {
    results.accept(new Result(scenario.text(), figure, name, value));
  }

  /** Many come and go before, and between: only how they come is measured. */
  private void connect(Crowd crowd) {
    long warm = System.nanoTime() + CONNECT_WARM_UPS * options.warmUp() * (long) SECOND;
    while (System.nanoTime() < warm) {
      connectOnce();
    }
    Connected sum = new Connected(0, 0);
    for (int i = 1; i < CONNECT_CROWDS; i++) {
      sum = sum.and(connectOnce());
    }
    sum = sum.and(connectNow(crowd)); // These serve the next scenarios.
    double connects = (double) CONNECT_CROWDS * options.clients();
    report(Scenario.CONNECT, "connects/s", connects / (sum.nanos() / SECOND));
    report(Scenario.CONNECT, "CPU µs/connect", sum.cpuNanos() / MICROS / connects);
  }

  private record Connected(long nanos, long cpuNanos) {
    Connected and(Connected other) {
      return new Connected(nanos + other.nanos(), cpuNanos + other.cpuNanos());
    }
  }

  private Connected connectOnce() {
    try (Crowd crowd = new Crowd(target.base(), Kind.SOCKET_IO)) {
      return connectNow(crowd);
    }
  }

  private Connected connectNow(Crowd crowd) {
    sleep(1); // Until those before have gone.
    long cpu = target.cpuNanos();
    long nanos = crowd.connect(options.clients(), CONNECTING);
    return new Connected(nanos, target.cpuNanos() - cpu);
  }

  private void rate(Scenario scenario, Crowd crowd, int clients, double perSecond) {
    prepare(crowd, clients);
    crowd.publishAtRate(perSecond);
    Measured measured = measure(crowd);
    crowd.quiet();
    Count count = measured.count();
    report(scenario, "nominal deliveries/s", perSecond * (crowd.size() + 1));
    deliveries(scenario, measured);
    Histogram latencies = count.latencies();
    report(scenario, "p50 ms", latencies.getValueAtPercentile(P50) / MILLIS);
    report(scenario, "p99 ms", latencies.getValueAtPercentile(P99) / MILLIS);
    report(scenario, "p99.9 ms", latencies.getValueAtPercentile(P999) / MILLIS);
    report(scenario, "max ms", latencies.getMaxValue() / MILLIS);
    sleep(1);
  }

  private void burst(Scenario scenario, Crowd crowd) {
    prepare(crowd, options.clients());
    crowd.publishInWindow(BURST);
    Measured measured = measure(crowd);
    crowd.quiet();
    deliveries(scenario, measured);
    sleep(1);
  }

  private void prepare(Crowd crowd, int clients) {
    if (crowd.size() < clients) {
      crowd.connect(clients - crowd.size(), CONNECTING);
    }
    crowd.connectPublisher();
  }

  private void deliveries(Scenario scenario, Measured measured) {
    Count count = measured.count();
    if (count.deliveries() == 0) {
      throw new IllegalStateException("nothing arrives any more");
    }
    report(scenario, "deliveries/s", count.deliveries() / measured.seconds());
    report(scenario, "CPU µs/delivery", measured.cpuNanos() / MICROS / count.deliveries());
    generator(scenario, measured);
  }

  private void generator(Scenario scenario, Measured measured) {
    report(
        scenario,
        "generator %",
        PERCENT * measured.count().cpuNanos() / SECOND / measured.seconds());
    if (measured.count().lost() > 0) {
      report(scenario, "connections lost", measured.count().lost());
    }
  }

  private void echo(Crowd crowd) {
    crowd.connect(CALLERS, CONNECTING);
    crowd.callInWindow(CALLS);
    Measured measured = measure(crowd);
    crowd.quiet();
    Count count = measured.count();
    report(Scenario.ECHO, "calls/s", count.answers() / measured.seconds());
    report(Scenario.ECHO, "CPU µs/call", measured.cpuNanos() / MICROS / count.answers());
    generator(Scenario.ECHO, measured);
  }

  private void idle(Scenario scenario, Crowd crowd) {
    try (Crowd first = new Crowd(target.base(), scenario.setup().kind())) {
      first.connect(options.clients(), CONNECTING);
    }
    sleep(SETTLE_SECONDS);
    long before = target.residentBytes();
    crowd.connect(options.crowd(), CONNECTING);
    sleep(SECONDS_OF_HEARTBEAT);
    long after = target.residentBytes();
    report(scenario, "kB/connection", (after - before) / KILO / options.crowd());
    long cpu = target.cpuNanos();
    sleep(IDLE_SECONDS);
    report(
        scenario,
        "heartbeats, % of a core",
        PERCENT * (target.cpuNanos() - cpu) / SECOND / IDLE_SECONDS);
  }

  private void emit() {
    ApiLoad load = new ApiLoad(target.base());
    load.run(options.warmUp());
    long cpu = target.cpuNanos();
    long answered = load.run(options.seconds());
    double used = (target.cpuNanos() - cpu) / SECOND;
    report(Scenario.EMIT, "requests/s", (double) answered / options.seconds());
    report(Scenario.EMIT, "requests per second of CPU", answered / used);
  }

  private record Measured(Count count, double seconds, long cpuNanos) {}

  private Measured measure(Crowd crowd) {
    sleep(options.warmUp());
    crowd.count();
    long cpu = target.cpuNanos();
    long began = System.nanoTime();
    sleep(options.seconds());
    Count count = crowd.count();
    return new Measured(count, (System.nanoTime() - began) / SECOND, target.cpuNanos() - cpu);
  }

  private static void sleep(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
