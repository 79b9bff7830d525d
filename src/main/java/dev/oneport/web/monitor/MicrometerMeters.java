package dev.oneport.web.monitor;

import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.metrics.Families;
import dev.oneport.metrics.Family;
import dev.oneport.metrics.Family.Sample;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Shows metrics to Micrometer: a meter for each sample, {@code oneport_sent_bytes_total} being
 * {@code oneport.sent.bytes} there, with the tag {@code context} besides. Of histograms it has the
 * count and the sum. Loaded only where Micrometer is.
 *
 * <p>Meters read what a look at all metrics showed less than a second ago, since a registry asks
 * one after the other. Reasons that were not known before become meters within ten seconds.
 */
final class MicrometerMeters implements Monitor {
  private static final long REFRESH_MILLIS = 10_000;
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final String SECONDS = "_seconds";
  private static final String TOTAL_COUNT = "_count";
  private static final String TOTAL_SUM = "_sum";

  private final MeterRegistry registry;
  private final Families families;
  private final Timers timers;
  private final Clock clock;
  private final Tag context;

  /** What is registered. Any thread. */
  private final Map<Key, Meter> meters = new ConcurrentHashMap<>();

  private volatile Look look;
  private volatile boolean closed;

  /** A sample: the name that OpenMetrics has for it, and its label. */
  private record Key(String name, String label, String labelValue) {
    static Key of(Family family, Sample sample) {
      return new Key(family.name() + sample.suffix(), sample.label(), sample.labelValue());
    }
  }

  /** All metrics at one moment. */
  private record Look(long atNanos, Map<Key, Double> values) {}

  private MicrometerMeters(
      MeterRegistry registry, Families families, Timers timers, Clock clock, String contextPath) {
    this.registry = registry;
    this.families = families;
    this.timers = timers;
    this.clock = clock;
    context = Tag.of("context", contextPath.isEmpty() ? "/" : contextPath);
    look = look(families.read());
  }

  /** Shows them in the registry among the beans, otherwise in Micrometer's global one. */
  static Monitor bind(
      Beans beans, Families families, Timers timers, Clock clock, String contextPath) {
    MeterRegistry bean = beans.find(MeterRegistry.class);
    MicrometerMeters meters =
        new MicrometerMeters(
            bean == null ? Metrics.globalRegistry : bean, families, timers, clock, contextPath);
    meters.refresh();
    return meters;
  }

  private void refresh() {
    if (closed) {
      return;
    }
    List<Family> now = families.read();
    look = look(now);
    for (Family family : now) {
      switch (family.type()) {
        case COUNTER -> family.samples().forEach(sample -> showCounter(family, sample));
        case GAUGE, INFO -> family.samples().forEach(sample -> showGauge(family, sample));
        case HISTOGRAM -> showTimer(family);
      }
    }
    if (!closed) {
      // When the timers end it does not matter any more.
      Timers.Timer unused = timers.schedule(REFRESH_MILLIS, this::refresh);
    }
  }

  private void showCounter(Family family, Sample sample) {
    Key key = Key.of(family, sample);
    show(
        key,
        family.name(),
        (name, tags) -> registry.more().counter(name, tags, this, self -> self.value(key)));
  }

  private void showGauge(Family family, Sample sample) {
    Key key = Key.of(family, sample);
    show(
        key,
        family.name() + sample.suffix(),
        (name, tags) -> registry.gauge(name, tags, this, self -> self.value(key)));
  }

  private void showTimer(Family family) {
    Key count = new Key(family.name() + TOTAL_COUNT, "", "");
    Key sum = new Key(family.name() + TOTAL_SUM, "", "");
    show(
        count,
        family.name().replace(SECONDS, ""),
        (name, tags) ->
            registry
                .more()
                .timer(
                    name,
                    tags,
                    this,
                    self -> (long) self.value(count),
                    self -> self.value(sum),
                    TimeUnit.SECONDS));
  }

  /**
   * Registers a meter unless it is there already.
   *
   * @param registration by name and tags alone: what WildFly gives to applications takes no other
   *     for its own
   */
  private void show(Key key, String name, BiConsumer<String, Tags> registration) {
    if (meters.containsKey(key)) {
      return;
    }
    String dotted = name.replace('_', '.');
    Tags tags = Tags.of(context);
    if (!key.label().isEmpty()) {
      tags = tags.and(key.label(), key.labelValue());
    }
    registration.accept(dotted, tags);
    Meter meter = registry.find(dotted).tags(tags).meter();
    if (meter != null) {
      meters.put(key, meter);
      if (closed) {
        registry.remove(meter);
      }
    }
  }

  private double value(Key key) {
    Look seen = look;
    if (clock.nanoTime() - seen.atNanos() > FRESH_NANOS) {
      seen = look(families.read());
      look = seen;
    }
    return seen.values().getOrDefault(key, 0.0);
  }

  private Look look(List<Family> families) {
    Map<Key, Double> values = new HashMap<>();
    for (Family family : families) {
      for (Sample sample : family.samples()) {
        values.put(Key.of(family, sample), sample.value().doubleValue());
      }
    }
    return new Look(clock.nanoTime(), values);
  }

  /** Registries outlive applications. */
  @Override
  public void close() {
    closed = true;
    meters.values().forEach(registry::remove);
  }
}
