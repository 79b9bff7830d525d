package dev.oneport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.AckTimeoutException;
import dev.oneport.BroadcastAckTimeoutException;
import dev.oneport.DisconnectReason;
import dev.oneport.DisconnectedException;
import dev.oneport.RemoteSocket;
import dev.oneport.Socket;
import dev.oneport.testing.InMemoryClient.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acknowledgements of broadcasts; the reference's rules, part 2.7. */
class BroadcastAckTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Fixture fixture = Fixture.inline();
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void watch() {
    fixture.io.onConnection(sockets::add);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private WebSocket join() {
    return fixture.client("40").webSocket();
  }

  private static <T> T now(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    assertThat(future).isDone();
    return future.join();
  }

  private static <T> T failure(CompletionStage<?> stage, Class<T> type) {
    CompletableFuture<?> future = stage.toCompletableFuture();
    assertThat(future).isCompletedExceptionally();
    try {
      future.get();
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(type);
      return type.cast(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("not failed");
  }

  @Test
  void oneAckIdForAllAndAnswersInTheOrderTheyCome() {
    WebSocket a = join();
    WebSocket b = join();

    CompletionStage<List<Integer>> answers =
        fixture.io.timeout(SECOND).emitWithAck("sum", Integer.class, 1);
    assertThat(a.take()).containsExactly("420[\"sum\",1]");
    assertThat(b.take()).containsExactly("420[\"sum\",1]");
    b.send("430[2]");
    assertThat(answers.toCompletableFuture()).isNotDone();
    a.send("430[1,\"only the first counts\"]");

    assertThat(now(answers)).containsExactly(2, 1);
    assertThat(fixture.io.to("nobody").emitWithAck("x", String.class).toCompletableFuture())
        .isCompletedWithValue(List.of());
    assertThat(sockets.get(0).emitWithAck("y", String.class).toCompletableFuture()).isNotDone();
    assertThat(a.take()).containsExactly("422[\"y\"]");
  }

  @Test
  void timeoutTellsWhoAnsweredAndWhoDidNot() {
    WebSocket a = join();
    join();
    CompletionStage<List<String>> answers =
        fixture.io.timeout(SECOND).emitWithAck("e", String.class);
    a.send("430[\"here\"]");

    fixture.timers.advance(999);
    assertThat(answers.toCompletableFuture()).isNotDone();
    fixture.timers.advance(1);

    BroadcastAckTimeoutException timeout = failure(answers, BroadcastAckTimeoutException.class);
    assertThat(timeout)
        .hasMessage("operation has timed out")
        .isInstanceOf(AckTimeoutException.class);
    assertThat(timeout.answers()).containsExactly("here");
    assertThat(timeout.answersBySocket()).isEqualTo(Map.of(sockets.get(0).id(), "here"));
    assertThat(timeout.missing()).containsExactly(sockets.get(1).id());
  }

  @Test
  void afterTheTimeoutNoSocketWaitsAnyMore() {
    WebSocket a = join();
    RealSocket socket = (RealSocket) sockets.get(0);
    var unused = fixture.io.timeout(SECOND).emitWithAck("e", String.class);
    assertThat(socket.pendingAcks()).isEqualTo(1);

    fixture.timers.advance(1_000);

    assertThat(socket.pendingAcks()).isZero();
    a.send("430[\"late\"]");
    assertThat(a.take()).containsExactly("420[\"e\"]");
  }

  @Test
  void whoDisconnectsIsNotWaitedForAnyLonger() {
    WebSocket a = join();
    WebSocket b = join();
    CompletionStage<List<String>> answers =
        fixture.io.timeout(SECOND).emitWithAck("e", String.class);

    a.send("430[\"a\"]");
    b.transport().onClose();

    assertThat(now(answers)).containsExactly("a");
  }

  @Test
  void withoutATimeoutTheOverallLimitHolds() {
    join();
    CompletionStage<List<String>> answers = fixture.io.emitWithAck("e", String.class);

    fixture.timers.advance(59_999);
    assertThat(answers.toCompletableFuture()).isNotDone();
    fixture.timers.advance(1);

    failure(answers, BroadcastAckTimeoutException.class);
  }

  @Test
  void answersThatDoNotFitTheTypeOrTheLimitCountAsMissing() {
    WebSocket a = join();
    WebSocket b = join();
    WebSocket c = join();
    CompletionStage<List<Integer>> answers =
        fixture.io.timeout(SECOND).emitWithAck("e", Integer.class);

    a.send("430[{}]");
    c.send("430[3]");
    b.send("430[1,\"" + "x".repeat(800) + "\"]");
    fixture.timers.advance(1_000);

    BroadcastAckTimeoutException timeout = failure(answers, BroadcastAckTimeoutException.class);
    assertThat(timeout.answers()).containsExactly(3);
    assertThat(timeout.missing())
        .containsExactlyInAnyOrder(sockets.get(0).id(), sockets.get(1).id());
  }

  @Test
  void binaryIsAskedAndAnswered() {
    WebSocket a = join();
    CompletionStage<List<byte[]>> answers =
        fixture.io.emitWithAck("e", byte[].class, (Object) new byte[] {1});
    assertThat(a.take())
        .hasSize(2)
        .first()
        .isEqualTo("451-0[\"e\",{\"_placeholder\":true,\"num\":0}]");

    a.send("461-0[{\"_placeholder\":true,\"num\":0}]");
    a.send((byte) 9);

    assertThat(now(answers)).containsExactly(new byte[] {9});
  }

  @Test
  void reservedNamesAreRefused() {
    assertThatThrownBy(() -> fixture.io.emitWithAck("connect", String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"connect\" is a reserved event name");
    assertThatThrownBy(() -> fixture.io.timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parentAsksAllChildren() {
    var parent = fixture.io.of(Pattern.compile("^/d"));
    WebSocket one = fixture.client("40/d1,").webSocket();
    WebSocket two = fixture.client("40/d2,").webSocket();

    CompletionStage<List<Integer>> answers = parent.emitWithAck("e", Integer.class);
    assertThat(one.take()).containsExactly("42/d1,0[\"e\"]");
    assertThat(two.take()).containsExactly("42/d2,0[\"e\"]");
    two.send("43/d2,0[2]");
    one.send("43/d1,0[1]");

    assertThat(now(answers)).containsExactly(2, 1);
    assertThatThrownBy(parent::fetchSockets)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("fetchSockets() is not supported on parent namespaces");
  }

  @Test
  void remoteSocketHasItsOneAnswer() {
    WebSocket a = join();
    RemoteSocket remote = now(fixture.io.fetchSockets()).get(0);

    CompletionStage<Integer> answer = remote.emitWithAck("e", Integer.class);
    a.send("430[5]");
    assertThat(now(answer)).isEqualTo(5);

    CompletionStage<Integer> none = remote.timeout(SECOND).emitWithAck("e", Integer.class);
    fixture.timers.advance(1_000);
    assertThat(failure(none, AckTimeoutException.class)).hasMessage("operation has timed out");

    a.transport().onClose();
    assertThat(
            failure(remote.emitWithAck("e", Integer.class), DisconnectedException.class).reason())
        .isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
  }
}
