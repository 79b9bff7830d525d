package dev.oneport.web.events;

import static dev.oneport.testing.TestTokens.hs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.RoomAuthorizer;
import dev.oneport.RoomAuthorizer.Decision;
import dev.oneport.config.CorsConfig;
import dev.oneport.config.WebConfig;
import dev.oneport.limit.RateLimits;
import dev.oneport.security.Authenticator;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.testing.FakeHttp;
import dev.oneport.testing.FakeInput;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.TestAuthenticators;
import dev.oneport.web.Cors;
import dev.oneport.web.Entrance;
import dev.oneport.web.Gate;
import dev.oneport.web.OriginPolicy;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New tokens for streams. It is 2026-01-02T03:04:05Z, 1767323045 in seconds. */
class RenewServletTest {
  private static final long NOW = 1_767_323_045;
  private static final RoomAuthorizer CLERKS =
      (client, namespace, room) ->
          client.isUserInRole("clerk") ? Decision.ALLOWED : Decision.refused("for clerks");

  private final FakeTimers timers = new FakeTimers();
  private final LiveSessions sessions = new LiveSessions();
  private final Authenticator authenticator =
      TestAuthenticators.tokens(false, null, new Tickets(timers.clock(), 10), timers);
  private final Entrance entrance =
      new Entrance(
          Entrance.open(timers, timers.clock()).handshakes(),
          authenticator,
          sessions.metrics().refusals());
  private final RenewServlet servlet =
      new RenewServlet(
          new Gate(
              new Cors(CorsConfig.sameOriginOnly()),
              new OriginPolicy(WebConfig.defaults()),
              entrance,
              RateLimits.none(),
              sessions.metrics().refusals()),
          sessions,
          CLERKS,
          Runnable::run,
          timers);

  private FakeHttp post(String body, String... headers) throws IOException {
    FakeHttp http = FakeHttp.request("POST", headers).sending(body);
    servlet.service(http.request(), http.response());
    return http;
  }

  private static String bearer(String subject, long seconds, String role) {
    return "Bearer "
        + hs256(
            "{\"sub\":\"%s\",\"exp\":%d,\"realm\":{\"roles\":[\"%s\"]}}"
                .formatted(subject, NOW + seconds, role));
  }

  @Test
  void onlyPostIsAnswered() throws IOException {
    FakeHttp http = FakeHttp.request("GET");
    servlet.service(http.request(), http.response());

    assertThat(http.status()).isEqualTo(405);
    assertThat(http.headers()).containsEntry("Allow", "POST");
  }

  @Test
  void tokenIsNeeded() throws IOException {
    assertThat(post("{\"session\":\"x\"}").status()).isEqualTo(400);
    assertThat(post("{\"session\":\"x\"}", "Authorization", "Basic eDp5").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{}", "{\"session\":7}", "{\"session\":null}"})
  void streamMustBeNamed(String body) throws IOException {
    FakeHttp answer = post(body, "Authorization", bearer("alice", 600, "clerk"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("oneport:ready");
  }

  @Test
  void bodyIsReadNoFurtherThanItMayBeLong() throws IOException {
    String body = "{\"session\":\"" + "x".repeat(1_024) + "\"}";

    assertThat(post(body, "Authorization", bearer("alice", 600, "clerk")).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"session\":", "{\"a\":", "["})
  void bodyIsReadNoDeeperThanItMayBe(String level) throws IOException {
    String body = level.repeat(1_024 / level.length());

    assertThat(post(body, "Authorization", bearer("alice", 600, "clerk")).status()).isEqualTo(400);
    String deep = "{\"session\":" + "[".repeat(1_009);
    assertThat(post(deep, "Authorization", bearer("alice", 600, "clerk")).status()).isEqualTo(400);
  }

  private FakeHttp slowly(FakeInput body, int length) throws IOException {
    FakeHttp http =
        FakeHttp.request("POST", "Authorization", bearer("alice", 600, "clerk"))
            .sending(body, length);
    servlet.service(http.request(), http.response());
    assertThat(http.pending()).isTrue();
    return http.dispatched();
  }

  @Test
  void slowBodyIsAnsweredWhenItIsThere() throws IOException {
    FakeInput body = new FakeInput().send("{\"session\":");
    FakeHttp http = slowly(body, 15);
    body.send("\"x\"}");

    assertThat(http.pending()).isFalse();
    assertThat(http.status()).isEqualTo(404);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void bodyThatIsTooSlowIsGivenUp() throws IOException {
    FakeHttp http = slowly(new FakeInput(), 15);
    timers.advance(9_999);
    assertThat(http.pending()).isTrue();

    timers.advance(1);
    assertThat(http.pending()).isFalse();
    assertThat(http.status()).isEqualTo(408);
    assertThat(http.body()).contains("\"type\":\"urn:oneport:problem:too-slow\"");
  }

  @Test
  void bodyThatIsTooLargeNamesNoStream() throws IOException {
    FakeInput body = new FakeInput();
    FakeHttp http = slowly(body, -1);
    body.send("{\"session\":\"" + "x".repeat(1_024) + "\"}");

    assertThat(http.status()).isEqualTo(400);
  }

  @Test
  void streamThatHasEndedIsUnknown() throws IOException {
    FakeHttp answer = post("{\"session\":\"x\"}", "Authorization", bearer("alice", 600, "clerk"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("open another with the new token");
  }
}
