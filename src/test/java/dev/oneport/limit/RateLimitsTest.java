package dev.oneport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LimitsConfig.Limit;
import dev.oneport.config.Rate;
import dev.oneport.testing.FakeTimers;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final Limit LIMIT = new Limit(new Rate(4, 10), new Rate(2, 10));

  private final FakeTimers timers = new FakeTimers();
  private final RateLimits limits =
      new RateLimits(new LimitsConfig(LIMIT, LIMIT, LIMIT, LIMIT, 100), timers.clock());

  @Test
  void withoutLimitsAllIsAllowed() {
    RateLimits none = RateLimits.none();
    Allowance allowance = none.allowance("192.0.2.1", null);
    for (int i = 0; i < 10_000; i++) {
      assertThat(none.connect("192.0.2.1")).isZero();
      assertThat(none.connectAs("ada")).isZero();
      assertThat(none.publish("192.0.2.1")).isZero();
      assertThat(none.publishAs("ci", 100)).isZero();
      assertThat(allowance.event()).isZero();
      assertThat(allowance.join(100)).isZero();
    }
  }

  @Test
  void connectionsOfOneAddressWhoeverTheyAreOf() {
    for (int i = 0; i < 4; i++) {
      assertThat(limits.connect("2001:db8::" + i)).isZero();
    }
    assertThat(limits.connect("2001:db8::ffff")).isPositive();
    assertThat(limits.connect("192.0.2.1")).isZero();
  }

  @Test
  void connectionsOfOneUserWhereverTheyComeFrom() {
    assertThat(limits.connectAs("ada")).isZero();
    assertThat(limits.allowance("192.0.2.1", null).signIn("ada")).isZero();
    assertThat(limits.allowance("192.0.2.2", null).signIn("ada")).isPositive();
    assertThat(limits.connectAs("ada")).isPositive();
    assertThat(limits.connectAs("bob")).isZero();
  }

  @Test
  void whoIsCountedAlreadyOrIsNobodyIsNotCounted() {
    Allowance counted = limits.allowance("192.0.2.1", "ada");
    for (int i = 0; i < 10; i++) {
      assertThat(counted.signIn("ada")).isZero();
      assertThat(counted.signIn(null)).isZero();
      assertThat(limits.connectAs(null)).isZero();
    }
    assertThat(limits.connectAs("ada")).isZero();
  }

  @Test
  void eventsOfAllConnectionsOfOneUser() {
    Allowance one = limits.allowance("192.0.2.1", "ada");
    Allowance other = limits.allowance("192.0.2.2", "ada");
    assertThat(one.event()).isZero();
    assertThat(other.event()).isZero();
    assertThat(one.event()).isPositive();
    assertThat(other.event()).isPositive();
    timers.advance(5_000);
    assertThat(other.event()).isZero();
  }

  @Test
  void eventsOfEachConnectionThatIsNobodys() {
    Allowance one = limits.allowance("192.0.2.1", null);
    Allowance other = limits.allowance("192.0.2.2", null);
    assertThat(one.event()).isZero();
    assertThat(one.event()).isZero();
    assertThat(one.event()).isPositive();
    assertThat(other.event()).isZero();
  }

  @Test
  void eventsOfOneAddressInManyConnections() {
    for (int i = 0; i < 4; i++) {
      assertThat(limits.allowance("192.0.2.1", null).event()).isZero();
    }
    assertThat(limits.allowance("192.0.2.1", null).event()).isPositive();
    assertThat(limits.allowance("192.0.2.1", "ada").event()).isPositive();
  }

  @Test
  void joinsCountByRooms() {
    assertThat(limits.allowance("192.0.2.1", "ada").join(2)).isZero();
    assertThat(limits.allowance("192.0.2.1", "ada").join(1)).isPositive();
    assertThat(limits.allowance("192.0.2.1", null).join(1)).isZero();
  }

  @Test
  void publishesOfOnePublisherCountByEvents() {
    assertThat(limits.publishAs("ci", 2)).isZero();
    assertThat(limits.publishAs("ci", 1)).isPositive();
    for (int i = 0; i < 4; i++) {
      assertThat(limits.publish("192.0.2.1")).isZero();
    }
    assertThat(limits.publish("192.0.2.1")).isPositive();
  }

  @Test
  void oneActSpendsNothingOfAnother() {
    Allowance allowance = limits.allowance("192.0.2.1", "ada");
    assertThat(allowance.join(2)).isZero();
    assertThat(allowance.event()).isZero();
    assertThat(limits.connectAs("ada")).isZero();
    assertThat(limits.publishAs("ada", 1)).isZero();
  }
}
