package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.config.EngineConfig;
import dev.oneport.metrics.Metrics;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.RecordingHandler;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineServerTest {
  private final FakeTimers timers = new FakeTimers();
  private final RecordingHandler handler = new RecordingHandler();
  private final WriteWatchdog watchdog = new WriteWatchdog(timers, 20_000);
  private final EngineServer engine =
      new EngineServer(EngineConfig.defaults(), handler, timers, watchdog);

  /**
   * Each row breaks one rule more than the row before it of the same kind; the earliest rule
   * decides. A code of {@code -} lets the request in.
   */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // method, transport, EIO, upgrade, legal origin, allowed -> code
        "GET,     polling,      4,  false, true,  true,  -",
        "GET,     websocket,    4,  true,  true,  true,  -",
        "GET,     polling,      3,  false, true,  true,  5",
        "GET,     polling,      -,  false, true,  true,  5",
        "GET,     polling,      5,  false, true,  true,  5",
        "GET,     websocket,    3,  true,  true,  true,  5",
        "GET,     polling,      3,  false, true,  false, 4",
        "GET,     websocket,    3,  false, true,  false, 3",
        "GET,     polling,      3,  true,  true,  false, 4",
        "GET,     polling,      4,  true,  true,  true,  -",
        "POST,    websocket,    3,  false, true,  false, 2",
        "OPTIONS, polling,      4,  false, true,  true,  2",
        "PUT,     polling,      3,  false, true,  false, 2",
        "POST,    websocket,    3,  false, false, false, 3",
        "POST,    webtransport, 3,  false, false, false, 0",
        "GET,     -,            4,  false, true,  true,  0",
        "GET,     '',           4,  false, true,  true,  0",
        "GET,     POLLING,      4,  false, true,  true,  0",
        "GET,     __proto__,    4,  false, true,  true,  0",
        "GET,     constructor,  4,  true,  true,  true,  0",
        "GET,     sse,          4,  false, true,  true,  0"
      })
  void handshakeIsCheckedInTheOrderOfTheReference(
      String method,
      @Nullable String transport,
      @Nullable String protocol,
      boolean upgrade,
      boolean originLegal,
      boolean allowed,
      @Nullable Integer code) {
    assertThat(
            codeOf(
                new EngineRequest(
                    method, transport, null, protocol, upgrade, originLegal, allowed)))
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // method, transport, sid, upgrade, legal origin, allowed -> code
        "GET,  polling,      known,   false, true,  true,  -",
        "POST, polling,      known,   false, true,  true,  -",
        "PUT,  polling,      known,   false, true,  true,  -",
        "GET,  websocket,    known,   true,  true,  true,  -",
        "GET,  polling,      known,   false, true,  false, 4",
        "GET,  websocket,    known,   false, true,  false, 3",
        "GET,  polling,      known,   true,  true,  true,  -",
        "POST, websocket,    unknown, false, true,  false, 1",
        "POST, websocket,    unknown, false, false, false, 3",
        "POST, webtransport, unknown, false, false, false, 0",
        "GET,  -,            known,   false, true,  true,  0"
      })
  void laterRequestIsCheckedInTheOrderOfTheReference(
      String method,
      @Nullable String transport,
      String sid,
      boolean upgrade,
      boolean originLegal,
      boolean allowed,
      @Nullable Integer code) {
    String known = InMemoryClient.polling(engine).session().sid();
    EngineRequest request =
        new EngineRequest(
            method,
            transport,
            sid.equals("known") ? known : sid,
            "4",
            upgrade,
            originLegal,
            allowed);

    assertThat(codeOf(request)).isEqualTo(code);
  }

  @Test
  void protocolVersionIsNotAskedForAgain() {
    String sid = InMemoryClient.polling(engine).session().sid();

    assertThat(codeOf(new EngineRequest("GET", "polling", sid, null, false, true, true))).isNull();
  }

  @Test
  void pollingAfterTheUpgradeIsABadRequestAndNoUnknownSession() {
    InMemoryClient client = InMemoryClient.polling(engine);
    client.upgrade();

    assertThat(codeOf(poll(client.session().sid()))).isEqualTo(3);
  }

  @Test
  void endedSessionIsUnknown() {
    InMemoryClient client = InMemoryClient.polling(engine);
    assertThat(codeOf(poll(client.session().sid()))).isNull();

    client.session().terminate(CloseReason.FORCED_CLOSE);

    assertThat(codeOf(poll(client.session().sid()))).isEqualTo(1);
    assertThat(engine.count()).isZero();
  }

  @Test
  void disabledTransportIsUnknown() {
    EngineServer webSocketOnly =
        new EngineServer(
            config(Set.of(TransportName.WEBSOCKET), true, 100_000), handler, timers, watchdog);

    assertThat(errorOf(webSocketOnly, poll(null))).isEqualTo(EngineError.UNKNOWN_TRANSPORT);
  }

  @Test
  void fullServerRefusesHandshakesAndServesWhoIsIn() {
    EngineServer small =
        new EngineServer(
            config(EngineConfig.defaults().transports(), true, 1), handler, timers, watchdog);
    assertThat(errorOf(small, poll(null))).isNull();

    InMemoryClient client = InMemoryClient.polling(small);

    assertThat(errorOf(small, poll(null))).isEqualTo(EngineError.FORBIDDEN);
    assertThat(errorOf(small, poll(client.session().sid()))).isNull();
    client.session().terminate(CloseReason.FORCED_CLOSE);
    assertThat(errorOf(small, poll(null))).isNull();
  }

  @Test
  void closeEndsEverySessionAtOnceAndLetsNobodyIn() {
    InMemoryClient polling = InMemoryClient.polling(engine);
    InMemoryClient webSocket = InMemoryClient.webSocket(engine);
    handler.take();

    engine.close();

    assertThat(handler.take())
        .containsExactly("closed: server shutting down", "closed: server shutting down");
    assertThat(webSocket.webSocket().take()).containsExactly("close 1000");
    assertThat(polling.get().answer()).isEqualTo("400");
    assertThat(errorOf(engine, poll(null))).isEqualTo(EngineError.FORBIDDEN);
    assertThat(engine.count()).isZero();
    assertThat(timers.pending()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "UNKNOWN_TRANSPORT; 400; {\"code\":0,\"message\":\"Transport unknown\"}",
        "UNKNOWN_SID; 400; {\"code\":1,\"message\":\"Session ID unknown\"}",
        "BAD_HANDSHAKE_METHOD; 400; {\"code\":2,\"message\":\"Bad handshake method\"}",
        "BAD_REQUEST; 400; {\"code\":3,\"message\":\"Bad request\"}",
        "FORBIDDEN; 403; {\"code\":4,\"message\":\"Forbidden\"}",
        "UNSUPPORTED_PROTOCOL_VERSION; 400; {\"code\":5,\"message\":\"Unsupported protocol"
            + " version\"}"
      })
  void errorsHaveTheStatusAndBodyOfTheReference(EngineError error, int status, String body) {
    assertThat(error.status()).isEqualTo(status);
    assertThat(new Refusal(error, error.message(), Map.of()).json()).isEqualTo(body);
  }

  @Test
  void clientsOfOtherKindsTakeRoomToo() {
    AtomicInteger others = new AtomicInteger(1);
    EngineSessions sessions = new EngineSessions(others::get, new Metrics());
    EngineServer two =
        new EngineServer(
            config(EngineConfig.defaults().transports(), true, 2),
            sessions,
            new EngineHooks(sessions, 0),
            handler,
            timers,
            watchdog);

    assertThat(errorOf(two, poll(null))).isNull();
    others.set(2);
    assertThat(errorOf(two, poll(null))).isEqualTo(EngineError.FORBIDDEN);
  }

  private @Nullable Integer codeOf(EngineRequest request) {
    Verdict verdict = engine.decide(request, InMemoryClient::head);
    Refusal refusal = verdict.refusal();
    if (refusal != null) {
      assertThat(verdict.session()).isNull();
      assertThat(verdict.newSid()).isNull();
      return refusal.error().code();
    }
    EngineSession session = verdict.session();
    assertThat(session == null ? null : session.sid()).isEqualTo(request.sid());
    assertThat(verdict.newSid() == null).isEqualTo(session != null);
    return null;
  }

  private static @Nullable EngineError errorOf(EngineServer server, EngineRequest request) {
    Refusal refusal = server.decide(request, InMemoryClient::head).refusal();
    return refusal == null ? null : refusal.error();
  }

  private static EngineRequest poll(@Nullable String sid) {
    return new EngineRequest("GET", "polling", sid, "4", false, true, true);
  }

  private static EngineConfig config(
      Set<TransportName> transports, boolean allowUpgrades, int maxSessions) {
    EngineConfig defaults = EngineConfig.defaults();
    return new EngineConfig(
        transports,
        allowUpgrades,
        false,
        defaults.pingIntervalMillis(),
        defaults.pingTimeoutMillis(),
        defaults.upgradeTimeoutMillis(),
        defaults.maxPayloadBytes(),
        defaults.maxPacketsPerPayload(),
        defaults.outboxBytes(),
        defaults.sendTimeoutMillis(),
        maxSessions,
        "");
  }
}
