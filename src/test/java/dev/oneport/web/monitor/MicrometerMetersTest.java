package dev.oneport.web.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.metrics.Families;
import dev.oneport.metrics.Metrics;
import dev.oneport.testing.FakeTimers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerMetersTest {
  private static final MeterRegistry GLOBAL = io.micrometer.core.instrument.Metrics.globalRegistry;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Metrics metrics = new Metrics();
  private final FakeTimers timers = new FakeTimers();
  private final Families families = new Families("1.2.3", metrics);

  private final List<Monitor> shown = new ArrayList<>();

  /** A server whose only bean is the registry. */
  private final class RegistryAlone implements Beans {
    @Override
    public <T> @Nullable T find(Class<T> type) {
      return type == MeterRegistry.class ? type.cast(registry) : null;
    }
  }

  private Monitor show(String contextPath) {
    return show(new RegistryAlone(), contextPath);
  }

  private Monitor show(Beans beans, String contextPath) {
    Monitor meters = MicrometerMeters.bind(beans, families, timers, timers.clock(), contextPath);
    shown.add(meters);
    return meters;
  }

  @AfterEach
  void noneIsLeftOver() {
    shown.forEach(Monitor::close);
    timers.advance(100_000);

    assertThat(registry.getMeters()).isEmpty();
    assertThat(GLOBAL.getMeters()).isEmpty();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void countersFollow() {
    show("/app");
    metrics.eventsSent().add(TransportName.SSE, 7);
    metrics.upgraded().increment();
    timers.advance(1_000);

    assertThat(
            registry
                .get("oneport.events.sent")
                .tags("context", "/app", "transport", "sse")
                .functionCounter()
                .count())
        .isEqualTo(7);
    assertThat(registry.get("oneport.upgrades").tags("result", "done").functionCounter().count())
        .isEqualTo(1);
  }

  @Test
  void gaugesAreOfNow() {
    show("/app");
    metrics.queue().rise(77);
    timers.advance(1_000);

    assertThat(registry.get("oneport.queue.highwater.bytes").gauge().value()).isEqualTo(77);
    assertThat(registry.get("oneport.connections").tags("transport", "ws").gauge().value())
        .isZero();
    assertThat(registry.get("oneport.info").tags("version", "1.2.3").gauge().value()).isEqualTo(1);
  }

  @Test
  void timesHaveCountAndSum() {
    show("/app");
    metrics.heartbeat().record(TimeUnit.MILLISECONDS.toNanos(1_500));
    timers.advance(1_000);

    assertThat(registry.get("oneport.heartbeat").functionTimer().count()).isEqualTo(1);
    assertThat(registry.get("oneport.heartbeat").functionTimer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(1_500);
  }

  @Test
  void reasonsThatComeLaterAreSeenLater() {
    show("/app");
    metrics.refusals().increment("foreign-origin");
    assertThat(registry.find("oneport.refusals").meter()).isNull();

    timers.advance(10_000);

    assertThat(
            registry
                .get("oneport.refusals")
                .tags("reason", "foreign-origin")
                .functionCounter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void applicationsOfOneServerAreApartAndLeaveNothing() {
    Monitor root = show("");
    show("/other");
    assertThat(registry.find("oneport.upgrades").tag("context", "/").meters()).hasSize(2);

    root.close();

    assertThat(registry.find("oneport.upgrades").tag("context", "/").meters()).isEmpty();
    assertThat(registry.find("oneport.upgrades").meters()).hasSize(2);
  }

  /** An application that brings Micrometer and has no CDI. */
  @Test
  void withoutABeanTheGlobalRegistryHasThem() {
    Beans none =
        new Beans() {
          @Override
          public <T> @Nullable T find(Class<T> type) {
            return null;
          }
        };
    show(none, "/global");

    assertThat(GLOBAL.find("oneport.upgrades").meters()).hasSize(2);
  }
}
