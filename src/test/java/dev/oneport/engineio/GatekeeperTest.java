package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.ConnectionFailure;
import dev.oneport.config.EngineConfig;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.RecordingHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application says, in its place between the checks of the server. */
class GatekeeperTest {
  private final FakeTimers timers = new FakeTimers();
  private final EngineSessions sessions = new EngineSessions();
  private final EngineHooks hooks = new EngineHooks(sessions, 5);
  private final EngineServer engine =
      new EngineServer(
          EngineConfig.defaults(),
          sessions,
          hooks,
          new RecordingHandler(),
          timers,
          new WriteWatchdog(timers, 20_000));
  private final List<ConnectionFailure> failures = new ArrayList<>();

  private Verdict decide(String method, @Nullable String sid, String protocol) {
    return engine.decide(
        new EngineRequest(method, "polling", sid, protocol, false, true, true),
        InMemoryClient::head);
  }

  private @Nullable String refusalOf(String method, @Nullable String sid, String protocol) {
    Refusal refusal = decide(method, sid, protocol).refusal();
    return refusal == null ? null : refusal.json();
  }

  @Test
  void gateLetsIn() {
    hooks.allowRequest((request, decision) -> decision.allow());

    assertThat(decide("GET", null, "4").newSid()).hasSize(24);
  }

  @Test
  void gateRefusesWithItsMessage() {
    hooks.allowRequest((request, decision) -> decision.refuse("\"no\" thanks"));

    assertThat(refusalOf("GET", null, "4"))
        .isEqualTo("{\"code\":4,\"message\":\"\\\"no\\\" thanks\"}");
  }

  @Test
  void gateRefusesWithoutMessage() {
    hooks.allowRequest((request, decision) -> decision.refuse());

    assertThat(refusalOf("GET", null, "4")).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
  }

  @Test
  void gateMayDecideOnAnotherThread() {
    EngineHooks patient = new EngineHooks(sessions, 20_000);
    patient.allowRequest(
        (request, decision) ->
            assertThat(CompletableFuture.runAsync(() -> decision.refuse("later"))).isNotNull());
    EngineServer server =
        new EngineServer(
            EngineConfig.defaults(),
            sessions,
            patient,
            new RecordingHandler(),
            timers,
            new WriteWatchdog(timers, 20_000));

    Refusal refusal =
        server
            .decide(
                new EngineRequest("GET", "polling", null, "4", false, true, true),
                InMemoryClient::head)
            .refusal();

    assertThat(refusal).isEqualTo(Refusal.forbidden("later"));
  }

  @Test
  void gateThatNeverDecidesRefuses() {
    hooks.allowRequest((request, decision) -> {});

    try (ExpectedLog log = ExpectedLog.of(Gatekeeper.class.getName())) {
      assertThat(refusalOf("GET", null, "4")).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
      assertThat(log.take()).hasSize(1);
    }
  }

  @Test
  void gateThatFailsRefuses() {
    hooks.allowRequest(
        (request, decision) -> {
          throw new IllegalStateException("expected");
        });

    try (ExpectedLog log = ExpectedLog.of(Gatekeeper.class.getName())) {
      assertThat(refusalOf("GET", null, "4")).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
      assertThat(log.take()).hasSize(1);
    }
  }

  @Test
  void gateIsAskedAfterTheMethodAndBeforeTheProtocol() {
    hooks.allowRequest((request, decision) -> decision.refuse());

    assertThat(refusalOf("POST", null, "3")).startsWith("{\"code\":2,");
    assertThat(refusalOf("GET", null, "3")).startsWith("{\"code\":4,");
    hooks.allowRequest((request, decision) -> decision.allow());
    assertThat(refusalOf("GET", null, "3")).startsWith("{\"code\":5,");
  }

  @Test
  void gateIsNotAskedAboutASessionThatLives() {
    String sid = InMemoryClient.polling(engine).session().sid();
    hooks.allowRequest((request, decision) -> decision.refuse());

    assertThat(decide("GET", sid, "4").session()).isNotNull();
  }

  @Test
  void emptySidIsNone() {
    assertThat(decide("GET", "", "4").newSid()).isNotNull();
    assertThat(refusalOf("POST", "", "4")).startsWith("{\"code\":2,");
  }

  @Test
  void idsOfTheApplicationAreUsed() {
    hooks.generateId(request -> CompletableFuture.completedFuture("of." + request.address()));

    assertThat(decide("GET", null, "4").newSid()).isEqualTo("of.192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "caf\u00e9", "taken"})
  void idThatCanNotBeUsedIsABadRequest(String id) {
    engine.openPolling("taken", InMemoryClient.handshake());
    hooks.generateId(request -> CompletableFuture.completedFuture(id));

    try (ExpectedLog log = ExpectedLog.of(Gatekeeper.class.getName())) {
      assertThat(refusalOf("GET", null, "4")).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
      assertThat(log.take()).hasSize(1);
    }
  }

  @Test
  void generatorThatFailsIsABadRequestAndToldToListeners() {
    IllegalStateException failure = new IllegalStateException("expected");
    hooks.generateId(request -> CompletableFuture.failedFuture(failure));
    hooks.onConnectionError(failures::add);

    try (ExpectedLog log = ExpectedLog.of(Gatekeeper.class.getName())) {
      assertThat(refusalOf("GET", null, "4")).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
      assertThat(log.take()).hasSize(1);
    }

    assertThat(failures)
        .containsExactly(
            new ConnectionFailure(
                InMemoryClient.head(),
                3,
                "Bad request",
                Map.of("name", "ID_GENERATION_ERROR", "error", failure)));
  }

  @Test
  void generatorThatNeverEndsIsABadRequest() {
    hooks.generateId(request -> new CompletableFuture<>());

    try (ExpectedLog log = ExpectedLog.of(Gatekeeper.class.getName())) {
      assertThat(refusalOf("GET", null, "4")).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
      assertThat(log.take()).hasSize(1);
    }
  }

  @Test
  void generatorIsAskedLast() {
    hooks.generateId(request -> CompletableFuture.failedFuture(new IllegalStateException()));

    assertThat(refusalOf("GET", null, "3")).startsWith("{\"code\":5,");
  }

  @Test
  void listenersAreToldTheContextOfEachRefusal() {
    InMemoryClient upgraded = InMemoryClient.polling(engine);
    upgraded.upgrade();
    hooks.onConnectionError(failures::add);
    hooks.allowRequest((request, decision) -> decision.refuse("not you"));

    ask("GET", "sse", null, "4", false, true);
    ask("GET", "polling", null, "4", false, false);
    ask("GET", "polling", "nobody", "4", false, true);
    ask("GET", "polling", upgraded.session().sid(), "4", false, true);
    ask("PUT", "polling", null, "4", false, true);
    ask("GET", "websocket", null, "4", false, true);
    ask("GET", "polling", null, "4", false, true);
    hooks.allowRequest((request, decision) -> decision.allow());
    ask("GET", "polling", null, "3", false, true);

    assertThat(failures.stream().map(each -> each.code() + " " + each.message() + each.context()))
        .containsExactly(
            "0 Transport unknown{transport=sse}",
            "3 Bad request{name=INVALID_ORIGIN}",
            "1 Session ID unknown{sid=nobody}",
            "3 Bad request{name=TRANSPORT_MISMATCH, transport=polling,"
                + " previousTransport=websocket}",
            "2 Bad handshake method{method=PUT}",
            "3 Bad request{name=TRANSPORT_HANDSHAKE_ERROR}",
            "4 Forbidden{message=not you}",
            "5 Unsupported protocol version{protocol=3}");
  }

  private void ask(
      String method,
      String transport,
      @Nullable String sid,
      String protocol,
      boolean upgrade,
      boolean originLegal) {
    engine.decide(
        new EngineRequest(method, transport, sid, protocol, upgrade, originLegal, true),
        InMemoryClient::head);
  }

  @Test
  void listenerThatFailsKeepsNobodyFromHearing() {
    hooks.onConnectionError(
        failure -> {
          throw new IllegalStateException("expected");
        });
    hooks.onConnectionError(failures::add);

    try (ExpectedLog log = ExpectedLog.of(EngineHooks.class.getName())) {
      refusalOf("PUT", null, "4");
      assertThat(log.take()).hasSize(1);
    }

    assertThat(failures).hasSize(1);
  }

  @Test
  void clientsAreCounted() {
    assertThat(hooks.clientsCount()).isZero();

    InMemoryClient client = InMemoryClient.polling(engine);
    assertThat(hooks.clientsCount()).isOne();

    client.session().terminate(CloseReason.FORCED_CLOSE);
    assertThat(hooks.clientsCount()).isZero();
  }
}
