package dev.oneport.web.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.Handshake;
import dev.oneport.HandshakeCheck;
import dev.oneport.adapter.Adapters;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.config.CorsConfig;
import dev.oneport.config.LimitsConfig;
import dev.oneport.config.LimitsConfig.Limit;
import dev.oneport.config.ProxyConfig;
import dev.oneport.config.Rate;
import dev.oneport.config.RoomPatterns;
import dev.oneport.config.RoomsConfig;
import dev.oneport.config.WebConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.limit.RateLimits;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.security.Authenticator;
import dev.oneport.session.Drain;
import dev.oneport.session.LiveSessions;
import dev.oneport.session.Tickets;
import dev.oneport.subscribe.ConfiguredRooms;
import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.PlainRules;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.testing.FakeHttp;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.TestAuthenticators;
import dev.oneport.testing.TestTokens;
import dev.oneport.web.ClientAddresses;
import dev.oneport.web.Cors;
import dev.oneport.web.Entrance;
import dev.oneport.web.Gate;
import dev.oneport.web.Handshakes;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.tomcat.TomcatUpgrade;
import dev.oneport.web.websocket.ContainerSinks;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each address may come twice; a bean of the application lets nobody in who is called mallory. */
class PlainWebSocketFilterTest {
  private static final Limit LIMIT = new Limit(new Rate(2, 30), new Rate(2, 30));

  private final FakeTimers timers = new FakeTimers();
  private final LiveSessions sessions = new LiveSessions();
  private final JsonBinding json = JsonBinding.create();
  private final Authenticator authenticator =
      TestAuthenticators.tokens(false, new NotMallory(), new Tickets(timers.clock(), 1), timers);
  private final PlainWebSocketFilter filter =
      new PlainWebSocketFilter(
          new Gate(
              new Cors(CorsConfig.sameOriginOnly()),
              new OriginPolicy(WebConfig.defaults()),
              new Entrance(
                  new Handshakes(timers.clock(), new ClientAddresses(ProxyConfig.none()), Set.of()),
                  authenticator,
                  sessions.metrics().refusals()),
              new RateLimits(new LimitsConfig(LIMIT, LIMIT, LIMIT, LIMIT, 10), timers.clock()),
              sessions.metrics().refusals()),
          site());
  private int upgrades;

  private static final class NotMallory implements HandshakeCheck {
    @Override
    public Decision check(Handshake client) {
      Principal user = client.principal();
      return user != null && user.getName().equals("mallory")
          ? Decision.refused("not you")
          : Decision.ACCEPTED;
    }
  }

  private PlainSite site() {
    PlainRules rules =
        new PlainRules(
            "/"::equals,
            new ConfiguredRooms(
                new RoomsConfig(RoomPatterns.none(), RoomPatterns.none(), Map.of())),
            authenticator,
            connection -> {
              throw new AssertionError("nobody emits here");
            },
            255,
            64,
            15_000,
            45_000);
    SubscriberContext context =
        new SubscriberContext(
            new Adapters(namespace -> new InMemoryAdapter()),
            sessions,
            timers,
            new WriteWatchdog(timers, 20_000),
            2,
            2,
            4_000_000);
    return new PlainSite(
        context,
        new PlainProtocol(json, rules),
        new ContainerSinks(true, Runnable::run),
        1_000,
        new TomcatUpgrade(null));
  }

  @AfterEach
  void close() {
    json.close();
  }

  private FakeHttp ask(String... headers) throws IOException, ServletException {
    FakeHttp http = FakeHttp.request("GET", headers);
    filter.doFilter(http.request(), http.response(), (request, response) -> upgrades++);
    return http;
  }

  private static String bearer(String user) {
    return "Bearer " + TestTokens.hs256("{\"sub\":\"" + user + "\",\"exp\":4102444800}");
  }

  private void assertRefused(FakeHttp http, int status, String reason, String problem) {
    assertThat(http.status()).isEqualTo(status);
    assertThat(http.headers())
        .containsEntry("Content-Type", "application/problem+json")
        .containsEntry("Cache-Control", "no-store");
    assertThat(http.body()).isEqualTo(problem);
    assertThat(sessions.metrics().refusals().counts()).isEqualTo(Map.of(reason, 1L));
    assertThat(upgrades).isZero();
  }

  @Test
  void whoMayConnectIsUpgraded() throws Exception {
    assertThat(ask("Authorization", bearer("ada")).body()).isEmpty();
    // It says later who it is.
    assertThat(ask().status()).isEqualTo(200);
    assertThat(upgrades).isEqualTo(2);
  }

  @Test
  void theApplicationsWordsAreTheRefusals() throws Exception {
    FakeHttp refused = ask("Authorization", bearer("mallory"));
    assertRefused(
        refused,
        401,
        "refused",
        "{\"type\":\"urn:oneport:problem:refused\",\"title\":\"This client is not let in\","
            + "\"status\":401,\"detail\":\"Because not you. See oneport.auth.* for who is.\"}");
    assertThat(refused.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"oneport\"");
  }

  @Test
  void aBadTokenIsToldWhatIsWrongWithIt() throws Exception {
    FakeHttp refused = ask("Authorization", "Bearer x");
    assertRefused(
        refused,
        401,
        "token-malformed",
        "{\"type\":\"urn:oneport:problem:token-malformed\","
            + "\"title\":\"This client is not let in\",\"status\":401,"
            + "\"detail\":\"Because the token is malformed. See oneport.auth.* for who is.\"}");
    assertThat(refused.headers())
        .containsEntry(
            "WWW-Authenticate",
            "Bearer realm=\"oneport\", error=\"invalid_token\","
                + " error_description=\"the token is malformed\"");
  }

  @Test
  void foreignPagesAreToldTheSetting() throws Exception {
    FakeHttp refused = ask("Origin", "https://evil.example", "Host", "here.example");
    assertRefused(
        refused,
        403,
        "foreign-origin",
        "{\"type\":\"urn:oneport:problem:foreign-origin\","
            + "\"title\":\"Pages of that origin may not connect\",\"status\":403,"
            + "\"detail\":\"Add the origin to oneport.cors.origins if it is to.\"}");
    assertThat(refused.headers()).doesNotContainKey("WWW-Authenticate");
  }

  @Test
  void whoComesTooOftenIsToldWhenToComeBack() throws Exception {
    ask();
    ask();
    upgrades = 0;
    FakeHttp refused = ask();
    assertRefused(
        refused,
        429,
        "rate-limited",
        "{\"type\":\"urn:oneport:problem:rate-limited\",\"title\":\"That was too often\","
            + "\"status\":429,\"detail\":\"Try again after the seconds in Retry-After."
            + " How often is said by oneport.limits.connections.*.\"}");
    assertThat(refused.headers()).containsEntry("Retry-After", "15");
  }

  @Test
  void stoppingServerSaysWhenItMayBeBack() throws Exception {
    assertThat(new Drain(sessions, timers).begin(1_000)).isCompletedWithValue(0);
    FakeHttp refused = ask("Authorization", bearer("ada"));
    assertRefused(
        refused,
        503,
        "stopping",
        "{\"type\":\"urn:oneport:problem:stopping\",\"title\":\"The server is about to stop\","
            + "\"status\":503,\"detail\":\"Try again after the time in Retry-After:"
            + " it may be back then.\"}");
    assertThat(Integer.parseInt(refused.headers().getOrDefault("Retry-After", "0")))
        .isBetween(2, 10);
  }
}
