package dev.oneport.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oneport.config.CorsConfig;
import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LimitsConfig.Limit;
import dev.oneport.config.Rate;
import dev.oneport.config.WebConfig;
import dev.oneport.limit.RateLimits;
import dev.oneport.metrics.Metrics;
import dev.oneport.session.Identity;
import dev.oneport.testing.FakeHttp;
import dev.oneport.testing.FakeTimers;
import org.junit.jupiter.api.Test;

/** Each address may do everything three times in 30 s, each user twice. */
class GateTest {
  private static final Limit LIMIT = new Limit(new Rate(3, 30), new Rate(2, 30));

  private final FakeTimers timers = new FakeTimers();
  private final Metrics metrics = new Metrics();
  private final Gate gate =
      new Gate(
          new Cors(CorsConfig.sameOriginOnly()),
          new OriginPolicy(WebConfig.defaults()),
          Entrance.open(timers, timers.clock()),
          new RateLimits(new LimitsConfig(LIMIT, LIMIT, LIMIT, LIMIT, 10), timers.clock()),
          metrics.refusals());

  private static FakeHttp request(String... headers) {
    return FakeHttp.request("GET", headers);
  }

  private interface Check {
    void run() throws EntryDenied;
  }

  private EntryDenied denied(Check check) {
    return catchThrowableOfType(EntryDenied.class, check::run);
  }

  @Test
  void foreignPagesStayOutside() throws EntryDenied {
    gate.checkOrigin(request().request());
    gate.checkOrigin(request("Origin", "http://here.example", "Host", "here.example").request());
    for (String origin :
        new String[] {"http://evil.example", "null", "http://here.example\u0001"}) {
      EntryDenied denied =
          denied(
              () -> gate.checkOrigin(request("Origin", origin, "Host", "here.example").request()));
      assertThat(denied.kind()).isEqualTo(EntryDenied.Kind.FOREIGN_ORIGIN);
      assertThat(denied.kind().status()).isEqualTo(403);
    }
    assertThat(metrics.refusals().counts()).containsEntry("foreign-origin", 3L);
  }

  @Test
  void anAddressThatComesTooOftenIsToldWhenToComeBack() throws EntryDenied {
    for (int i = 0; i < 3; i++) {
      gate.checkRate(request().request());
    }
    EntryDenied denied = denied(() -> gate.checkRate(request().request()));
    assertThat(denied.kind().status()).isEqualTo(429);
    assertThat(denied.retrySeconds()).isEqualTo(10);
    assertThat(denied.denial().code()).isEqualTo("rate_limited");
    timers.advance(9_001);
    assertThat(denied(() -> gate.checkRate(request().request())).retrySeconds()).isEqualTo(1);
    timers.advance(999);
    gate.checkRate(request().request());
    assertThat(metrics.refusals().counts()).containsEntry("rate-limited", 2L);
  }

  @Test
  void aUserThatComesTooOftenIsToldTheSameWhicheverWayItComes() throws EntryDenied {
    gate.begin(request().by("ada").request());
    gate.admitLater(request().by("ada").request());
    assertThatThrownBy(() -> gate.begin(request().by("ada").request()))
        .isInstanceOf(EntryDenied.class);
    assertThatThrownBy(() -> gate.admitLater(request().by("ada").request()))
        .isInstanceOf(EntryDenied.class);
    Identity ada = Identity.of(gate.identify(request().by("ada").request()));
    assertThat(denied(() -> gate.admit(request().request(), ada)).retrySeconds()).isEqualTo(15);
    // Nobody is limited by what a user did.
    gate.admit(request().request(), null);
  }

  @Test
  void roomsAndPublishesHaveLimitsOfTheirOwn() throws EntryDenied {
    gate.checkJoins(gate.begin(request().request()), 3);
    assertThatThrownBy(() -> gate.checkJoins(gate.begin(request().request()), 1))
        .isInstanceOf(EntryDenied.class);
    for (int i = 0; i < 3; i++) {
      gate.checkPublish(request().request());
    }
    assertThatThrownBy(() -> gate.checkPublish(request().request()))
        .isInstanceOf(EntryDenied.class);
    gate.checkPublisher("key:ci", 2);
    assertThatThrownBy(() -> gate.checkPublisher("key:ci", 1)).isInstanceOf(EntryDenied.class);
    gate.checkPublisher("key:other", 2);
  }
}
