package dev.oneport.web.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final Health health = new Health();

  @Test
  void notReadyBeforeTheStart() {
    assertThat(health.isLive()).isTrue();
    assertThat(health.isReady()).isFalse();
  }

  @Test
  void notReadyWhileDrainingButAlive() {
    AtomicBoolean draining = new AtomicBoolean();
    health.start("/app", draining::get);
    assertThat(health.isReady()).isTrue();

    draining.set(true);

    assertThat(health.isReady()).isFalse();
    assertThat(health.isLive()).isTrue();
  }

  @Test
  void neitherAfterTheEnd() {
    health.start("/app", () -> false);

    health.stop();

    assertThat(health.isReady()).isFalse();
    assertThat(health.isLive()).isFalse();
    assertThat(health.name()).isEqualTo("oneport /app");
  }

  @Test
  void applicationAtTheRootHasANameToo() {
    health.start("", () -> false);

    assertThat(health.name()).isEqualTo("oneport /");
  }
}
