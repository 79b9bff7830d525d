package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.config.EngineConfig;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.InMemoryClient.WebSocket;
import dev.oneport.testing.RecordingHandler;
import dev.oneport.testing.RecordingPollSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of clients that speak Engine.IO 3. */
class EngineProtocol3Test {

  private static final Map<String, String> V3 = Map.of("EIO", "3");
  private static final Map<String, String> V3_BASE64 = Map.of("EIO", "3", "b64", "1");
  private static final EnginePacket BYTES = EnginePacket.message(ByteBuffer.wrap(new byte[] {1}));

  private final FakeTimers timers = new FakeTimers();
  private final RecordingHandler handler = new RecordingHandler();
  private final EngineServer engine = engine(true);

  private EngineServer engine(boolean allowEIO3) {
    EngineConfig config =
        new EngineConfig(
            Set.of(TransportName.POLLING, TransportName.WEBSOCKET),
            true,
            allowEIO3,
            25_000,
            20_000,
            10_000,
            1_000_000,
            3,
            1_000,
            8_000,
            100,
            "");
    return new EngineServer(
        config, handler, timers, new WriteWatchdog(timers, config.sendTimeoutMillis()));
  }

  @AfterEach
  void noEventIsLeftOver() {
    assertThat(handler.take()).isEmpty();
  }

  private InMemoryClient polling(Map<String, String> query) {
    InMemoryClient client = InMemoryClient.polling(engine, query);
    client.poll();
    assertThat(handler.take()).containsExactly("open");
    return client;
  }

  private InMemoryClient webSocket(Map<String, String> query) {
    InMemoryClient client = InMemoryClient.webSocket(engine, query);
    assertThat(handler.take()).containsExactly("open");
    return client;
  }

  @ParameterizedTest
  @CsvSource({"3, false, 5", ", false, 5", "abc, false, 5", "4, false,", "3, true,", ", true,"})
  void isLetInWhereItIsAllowed(String protocol, boolean allowed, Integer code) {
    Refusal refusal =
        engine(allowed)
            .decide(
                new EngineRequest("GET", "polling", null, protocol, false, true, true),
                InMemoryClient::head)
            .refusal();

    assertThat(refusal == null ? null : refusal.error().code()).isEqualTo(code);
  }

  @Test
  void theFirstPollIsTheHandshakeAfterItsLength() {
    InMemoryClient client = InMemoryClient.polling(engine, V3);
    String open =
        "0{\"sid\":\""
            + client.session().sid()
            + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,"
            + "\"maxPayload\":1000000}";

    assertThat(client.poll()).isEqualTo(open.length() + ":" + open);
    assertThat(handler.take()).containsExactly("open");
  }

  @Test
  void textComesAndGoesOverPolling() {
    InMemoryClient client = polling(V3);
    client.post("6:4hello2:4€");
    assertThat(handler.take()).containsExactly("hello", "€");

    client.session().send(List.of(EnginePacket.message("a"), EnginePacket.message("b")));
    assertThat(client.poll()).isEqualTo("2:4a2:4b");
  }

  @Test
  void binaryComesInEitherFormatAndGoesInTheOneForTheClient() {
    InMemoryClient client = polling(V3);
    client.post("6:b4AQ==");
    client.post(new byte[] {0, 2, -1, '4', 'a', 1, 2, -1, 4, 1});
    assertThat(handler.take()).containsExactly("#01", "a", "#01");

    client.session().send(List.of(EnginePacket.message("a"), BYTES));
    assertThat(client.poll()).isEqualTo("#0002ff34610102ff0401");
  }

  @Test
  void binaryIsBase64ForAPollerWithoutBinary() {
    InMemoryClient client = polling(V3_BASE64);
    client.session().send(List.of(EnginePacket.message("a"), BYTES));

    assertThat(client.poll()).isEqualTo("2:4a6:b4AQ==");
  }

  @Test
  void binaryFramesCarryTheTypeBothWays() {
    InMemoryClient client = webSocket(V3);
    client.webSocket().send((byte) 4, (byte) 1, (byte) 2);
    client.webSocket().send("b4AQ==");
    assertThat(handler.take()).containsExactly("#0102", "#01");

    client.session().send(List.of(EnginePacket.message("a"), BYTES));
    assertThat(client.webSocket().take()).containsExactly("4a", "#0401");
  }

  @ParameterizedTest
  @CsvSource({"3, b4AQ==", "4, bAQ=="})
  void binaryIsTextOnAWebSocketWithoutBinary(String protocol, String frame) {
    InMemoryClient client = webSocket(Map.of("EIO", protocol, "b64", "1"));
    client.session().send(List.of(BYTES));

    assertThat(client.webSocket().take()).containsExactly(frame);
  }

  @Test
  void frameThatIsNoPacketEndsTheSession() {
    webSocket(V3).webSocket().send((byte) 2, (byte) 1);

    assertThat(handler.take()).containsExactly("closed: parse error");
  }

  @ParameterizedTest
  @CsvSource({"abc", "2:4", "1:4:", "''"})
  void payloadThatIsNoneEndsTheSession(String payload) {
    InMemoryClient client = polling(V3);
    client.post(payload);

    assertThat(handler.take()).last().isEqualTo("closed: parse error");
    assertThat(timers.pending()).isZero();
  }

  @Test
  void payloadWithTooManyPacketsEndsTheSession() {
    InMemoryClient client = polling(V3);
    client.post("2:4a2:4b2:4c2:4d");

    assertThat(handler.take()).containsExactly("a", "b", "c", "closed: parse error");
  }

  @Test
  void everyPingIsAnsweredAndNoneIsSent() {
    InMemoryClient client = webSocket(V3);
    for (int i = 0; i < 3; i++) {
      timers.advance(44_999);
      assertThat(client.webSocket().take()).isEmpty();
      client.webSocket().send("2");
      assertThat(client.webSocket().take()).containsExactly("3");
    }
    client.webSocket().send("2data");
    assertThat(client.webSocket().take()).containsExactly("3");
  }

  @Test
  void pingsOverPollingAreAnsweredAtTheNextPoll() {
    InMemoryClient client = polling(V3);
    client.post("1:2");

    assertThat(client.poll()).isEqualTo("1:3");
  }

  @Test
  void clientThatDoesNotPingIsGone() {
    InMemoryClient client = webSocket(V3);
    timers.advance(30_000);
    client.webSocket().send("4message");
    assertThat(handler.take()).containsExactly("message");
    timers.advance(14_999);
    assertThat(handler.take()).isEmpty();

    timers.advance(1);
    assertThat(handler.take()).containsExactly("closed: ping timeout");
    assertThat(timers.pending()).isZero();
  }

  @Test
  void pongFromAClientEndsTheSession() {
    webSocket(V3).webSocket().send("3");

    assertThat(handler.take()).containsExactly("closed: transport error");
  }

  @Test
  void pollIsLetGoDuringTheUpgradeAndNothingIsLost() {
    InMemoryClient client = polling(V3);
    WebSocket next = client.beginUpgrade();
    next.send("2probe");
    assertThat(next.take()).containsExactly("3probe");
    RecordingPollSink poll = client.get();
    timers.advance(100);
    assertThat(poll.answer()).isEqualTo("200 1:6");
    client.session().send(List.of(BYTES));

    next.send("5");
    assertThat(next.take()).containsExactly("#0401");
    next.send((byte) 4, (byte) 7);
    assertThat(handler.take()).containsExactly("#07");
  }

  @Test
  void closesByTheServerAndByTheClient() {
    InMemoryClient closed = polling(V3);
    RecordingPollSink poll = closed.get();
    closed.session().close();
    assertThat(poll.answer()).isEqualTo("200 1:1");
    assertThat(handler.take()).containsExactly("closed: forced close");

    InMemoryClient away = polling(V3);
    away.session().close();
    assertThat(away.poll()).isEqualTo("1:61:1");
    assertThat(handler.take()).containsExactly("closed: forced close");

    InMemoryClient leaving = polling(V3);
    RecordingPollSink last = leaving.get();
    leaving.post("1:1");
    assertThat(last.answer()).isEqualTo("200 1:6");
    assertThat(handler.take()).containsExactly("closed: transport close");
  }

  @Test
  void pageWithoutXmlHttpRequestGetsScriptsAndSendsForms() {
    InMemoryClient client = InMemoryClient.polling(engine, Map.of("EIO", "3", "j", "5"));
    assertThat(client.poll())
        .startsWith("___eio[5](\"")
        .endsWith("\\\"maxPayload\\\":1000000}\");");
    client.post("d=6%3A4hello");
    assertThat(handler.take()).containsExactly("open", "hello");
    client.session().send(List.of(EnginePacket.message("\u2028"), BYTES));
    assertThat(client.poll()).isEqualTo("___eio[5](\"2:4\\u20286:b4AQ==\");");
    assertThat(client.pollingTransport().readsBinary()).isFalse();
  }

  @Test
  void scriptsAreMadeOnlyWhereOldClientsAreLetIn() {
    Map<String, String> query = Map.of("EIO", "4", "j", "5");
    assertThat(InMemoryClient.polling(engine(true), query).poll()).startsWith("___eio[5](\"0{");
    assertThat(InMemoryClient.polling(engine(false), query).poll()).startsWith("0{");
    assertThat(handler.take()).containsExactly("open", "open");
  }
}
