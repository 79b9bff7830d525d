package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.testing.InMemoryClient.WebSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What handlers send while calls of their socket wait leaves together, if they are fast. */
class CoalescedAnswersTest {
  private final Fixture fixture = Fixture.manual();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** The client has sent as many events as it has actions, which wait to be handled. */
  private WebSocket waiting(Map<String, Runnable> duringCalls) {
    fixture
        .io
        .of("/")
        .onConnection(
            socket ->
                duringCalls.forEach(
                    (event, action) ->
                        socket.on(
                            event,
                            (arguments, ack) -> {
                              action.run();
                              ack.send(event);
                            })));
    return connected();
  }

  private WebSocket connected() {
    WebSocket ws = fixture.client().webSocket();
    ws.send("40");
    fixture.handlers.runAll();
    ws.take();
    ws.sink().takeBatchSizes();
    return ws;
  }

  @Test
  void answersOfCallsThatFollowEachOtherLeaveInOneWrite() {
    WebSocket ws = waiting(Map.of("a", () -> {}));
    ws.send("421[\"a\"]");
    ws.send("422[\"a\"]");
    ws.send("423[\"a\"]");

    fixture.handlers.runAll();

    assertThat(ws.sink().takeBatchSizes()).containsExactly(3);
    assertThat(ws.take()).containsExactly("431[\"a\"]", "432[\"a\"]", "433[\"a\"]");
    assertThat(fixture.flushes.waiting()).isEqualTo(1);
    fixture.flushes.runAll();
    assertThat(ws.take()).isEmpty();
  }

  @Test
  void anAnswerDoesNotWaitForACallThatTakesItsTime() {
    WebSocket[] client = new WebSocket[1];
    WebSocket ws =
        waiting(
            Map.of(
                "fast",
                () -> {},
                "slow",
                () -> {
                  fixture.flushes.runAll();
                  assertThat(client[0].take()).containsExactly("431[\"fast\"]");
                  fixture.log.add("slow");
                }));
    client[0] = ws;
    ws.send("421[\"fast\"]");
    ws.send("422[\"slow\"]");

    fixture.handlers.runAll();

    assertThat(fixture.takeLog()).containsExactly("slow");
    assertThat(ws.take()).containsExactly("432[\"slow\"]");
  }

  @Test
  void aCallThatIsAloneIsAnsweredAtOnce() {
    WebSocket ws = waiting(Map.of("a", () -> {}));
    ws.send("421[\"a\"]");

    fixture.handlers.runAll();

    assertThat(ws.take()).containsExactly("431[\"a\"]");
    assertThat(fixture.flushes.waiting()).isZero();
  }

  @Test
  void aServerThatStopsSendsAtOnce() {
    fixture.flushes.shutDown();
    WebSocket ws = waiting(Map.of("a", () -> {}));
    ws.send("421[\"a\"]");
    ws.send("422[\"a\"]");

    fixture.handlers.runAll();

    assertThat(ws.sink().takeBatchSizes()).containsExactly(1, 1);
    assertThat(ws.take()).containsExactly("431[\"a\"]", "432[\"a\"]");
  }

  @Test
  void whatWaitsForOthersIsNoReasonToDropAVolatileEvent() {
    fixture
        .io
        .of("/")
        .onConnection(
            socket -> {
              socket.on("a", (arguments, ack) -> ack.send());
              socket.on("v", (arguments, ack) -> socket.asVolatile().emit("e"));
            });
    WebSocket ws = connected();
    ws.send("421[\"a\"]");
    ws.send("42[\"v\"]");

    fixture.handlers.runAll();

    assertThat(ws.take()).containsExactly("431[]", "42[\"e\"]");
  }
}
