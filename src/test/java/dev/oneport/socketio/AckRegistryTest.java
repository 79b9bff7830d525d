package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.AckTimeoutException;
import dev.oneport.DisconnectReason;
import dev.oneport.DisconnectedException;
import dev.oneport.JsonBindingException;
import dev.oneport.concurrent.Timers;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.protocol.socketio.DecoderLimits;
import dev.oneport.protocol.socketio.DefaultParser;
import dev.oneport.protocol.socketio.SocketIoPacket;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.ManualExecutor;
import dev.oneport.testing.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AckRegistryTest {
  private static final int MAX = 200;

  private final FakeTimers timers = new FakeTimers();
  private final JsonBinding json = JsonBinding.create();
  private final ManualExecutor completions = new ManualExecutor();
  private final AckRegistry acks = new AckRegistry(timers, json, completions, MAX);

  @AfterEach
  void close() {
    json.close();
  }

  private static Arguments arguments(String jsonArray) {
    try {
      SocketIoPacket packet =
          new DefaultParser().decoder(new DecoderLimits(10, 10, 10)).add("31" + jsonArray, 0);
      return ((SocketIoPacket.Ack) Objects.requireNonNull(packet)).arguments();
    } catch (PacketFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static @Nullable Throwable failureOf(CompletableFuture<Object> future) {
    return future.handle((value, failure) -> failure).join();
  }

  @Test
  void replyIsBoundAndGivenOnTheCompletionsThread() {
    CompletableFuture<Object> future = acks.expect(1, String.class, null);

    acks.onAck(1, arguments("[\"yes\",2]"));
    assertThat(future).isNotDone();
    completions.runAll();

    assertThat(future).isCompletedWithValue("yes");
  }

  @Test
  void replyThatDoesNotFitFailsTheFuture() {
    CompletableFuture<Object> future = acks.expect(1, Integer.class, null);

    acks.onAck(1, arguments("[\"no number\"]"));
    completions.runAll();

    assertThat(failureOf(future)).isInstanceOf(JsonBindingException.class);
  }

  @Test
  void emptyReplyIsNull() {
    CompletableFuture<Object> future = acks.expect(1, Void.class, null);

    acks.onAck(1, arguments("[]"));
    completions.runAll();

    assertThat(future).isCompletedWithValue(null);
  }

  @Test
  void replyEndsTheTimer() {
    CompletableFuture<Object> future = acks.expect(1, String.class, Duration.ofSeconds(5));
    assertThat(timers.pending()).isOne();

    acks.onAck(1, arguments("[\"yes\"]"));
    completions.runAll();

    assertThat(timers.pending()).isZero();
    assertThat(future).isCompletedWithValue("yes");
  }

  @Test
  void silenceFailsTheFutureAtTheTimeoutAndTheReplyComesTooLate() {
    CompletableFuture<Object> future = acks.expect(1, String.class, Duration.ofSeconds(5));
    timers.advance(4_999);
    completions.runAll();
    assertThat(future).isNotDone();

    timers.advance(1);
    acks.onAck(1, arguments("[\"late\"]"));
    completions.runAll();

    assertThat(failureOf(future))
        .isInstanceOf(AckTimeoutException.class)
        .hasMessage("operation has timed out");
  }

  @Test
  void timerThatFiresBeforeItIsReturnedStillFindsTheFuture() {
    Timers hasty =
        (delayMillis, task) -> {
          task.run();
          return () -> {};
        };
    AckRegistry registry = new AckRegistry(hasty, json, Runnable::run, MAX);

    CompletableFuture<Object> future = registry.expect(1, String.class, Duration.ofNanos(1));

    assertThat(failureOf(future)).isInstanceOf(AckTimeoutException.class);
  }

  @Test
  void disconnectFailsWhatIsOutstandingAndWhatComesLater() {
    CompletableFuture<Object> before = acks.expect(1, String.class, Duration.ofSeconds(5));

    acks.close(DisconnectReason.TRANSPORT_CLOSE);
    CompletableFuture<Object> after = acks.expect(2, String.class, Duration.ofSeconds(5));
    completions.runAll();

    for (CompletableFuture<Object> future : List.of(before, after)) {
      assertThat(failureOf(future))
          .isInstanceOfSatisfying(
              DisconnectedException.class,
              e -> assertThat(e.reason()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE));
    }
    assertThat(timers.pending()).isZero();
  }

  @Test
  void unknownAndRepeatedRepliesAreIgnored() {
    CompletableFuture<Object> future = acks.expect(1, String.class, null);

    acks.onAck(7, arguments("[\"nobody asked\"]"));
    acks.onAck(1, arguments("[\"first\"]"));
    acks.onAck(1, arguments("[\"second\"]"));
    completions.runAll();

    assertThat(future).isCompletedWithValue("first");
  }

  @Test
  void replyTimeoutAndDisconnectRaceAndOneWins() throws Exception {
    for (int round = 0; round < 500; round++) {
      AtomicInteger settled = new AtomicInteger();
      FakeTimers time = new FakeTimers();
      AckRegistry registry = new AckRegistry(time, json, Runnable::run, MAX);
      CompletableFuture<Object> future = registry.expect(1, String.class, Duration.ofMillis(1));
      CompletableFuture<Object> counted =
          future.whenComplete((value, failure) -> settled.incrementAndGet());

      Threads.race(
          3,
          thread -> {
            switch (thread) {
              case 0 -> registry.onAck(1, arguments("[\"yes\"]"));
              case 1 -> time.advance(1);
              default -> registry.close(DisconnectReason.PING_TIMEOUT);
            }
          });

      assertThat(counted).isDone();
      assertThat(settled).hasValue(1);
      assertThat(time.pending()).isZero();
    }
  }

  @Test
  void noMoreAreExpectedThanAllowed() {
    for (int i = 0; i < MAX; i++) {
      assertThat(acks.expect(i, String.class, null)).isNotDone();
    }

    assertThat(acks.expect(MAX, String.class, null))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(IllegalStateException.class)
        .withMessage(
            "200 acknowledgements of this client are outstanding (oneport.maxPendingAcks)");

    acks.onAck(7, arguments("[]"));
    acks.onAck(7, arguments("[]"));
    assertThat(acks.expect(MAX, String.class, Duration.ofMillis(1))).isNotDone();
    assertThat(acks.expect(MAX + 1, String.class, null)).isDone();
    timers.advance(1);
    assertThat(acks.expect(MAX + 1, String.class, null)).isNotDone();
  }
}
