package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.TransportName;
import dev.oneport.config.EngineConfig;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.InMemoryClient;
import dev.oneport.testing.RecordingHandler;
import dev.oneport.testing.RecordingPollSink;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer takes what there is when the thread comes that gives it, not when it was asked for. */
class LatePollTest {
  private static final EngineConfig CONFIG =
      new EngineConfig(
          Set.of(TransportName.POLLING, TransportName.WEBSOCKET),
          true,
          false,
          25_000,
          20_000,
          10_000,
          1_000_000,
          100,
          1_000,
          8_000,
          100,
          "");

  private final FakeTimers timers = new FakeTimers();
  private final EngineServer engine =
      new EngineServer(
          CONFIG,
          new RecordingHandler(),
          timers,
          new WriteWatchdog(timers, CONFIG.sendTimeoutMillis()));
  private final InMemoryClient client = InMemoryClient.polling(engine);
  private RecordingPollSink poll = new RecordingPollSink();

  @BeforeEach
  void open() {
    client.poll();
    poll = client.get();
    poll.away();
  }

  private void send(String text) {
    client.session().send(List.of(EnginePacket.message(text)));
  }

  @Test
  void whatComesMeanwhileIsInTheSameAnswer() {
    send("a");
    send("b");
    assertThat(poll.answer()).isNull();
    send("c");

    assertThat(poll.arrive()).isOne();

    assertThat(poll.answer()).isEqualTo("200 4a\u001e4b\u001e4c");
  }

  @Test
  void theNextGetHasAThreadOfItsOwn() {
    send("a");
    poll.arrive();
    send("b");
    RecordingPollSink next = new RecordingPollSink();
    next.away();
    client.pollingTransport().onPoll(next);
    send("c");

    assertThat(next.arrive()).isOne();
    assertThat(next.answer()).isEqualTo("200 4b\u001e4c");
  }

  @Test
  void aThreadThatComesInVainMayBeAskedAgain() {
    RecordingPollSink held = new RecordingPollSink();
    send("first");
    poll.arrive();
    held.hold();
    client.pollingTransport().onPoll(held);
    send("a");
    assertThat(held.answer()).isEqualTo("200 4a");
    RecordingPollSink next = new RecordingPollSink();
    next.away();
    client.pollingTransport().onPoll(next);
    send("b");
    assertThat(next.arrive()).as("the answer before is still under way").isZero();
    next.away();

    held.complete(null);

    assertThat(next.arrive()).isOne();
    assertThat(next.answer()).isEqualTo("200 4b");
  }

  @Test
  void aGetThatWasGivenUpTakesNothing() {
    send("a");
    client.pollingTransport().discard();

    poll.arrive();

    assertThat(poll.answer()).isEqualTo("200 1");
  }

  @Test
  void aCloseDoesNotWait() {
    send("a");
    client.session().close();
    assertThat(poll.answer()).isNull();

    poll.arrive();

    assertThat(poll.answer()).isEqualTo("200 4a");
    RecordingPollSink next = new RecordingPollSink();
    client.pollingTransport().onPoll(next);
    assertThat(next.answer()).isEqualTo("200 6\u001e1");
  }
}
