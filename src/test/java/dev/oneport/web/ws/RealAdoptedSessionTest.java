package dev.oneport.web.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.TransportName;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.session.LiveSessions;
import dev.oneport.testing.FakeTimers;
import dev.oneport.testing.RecordingFrameSink;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own WebSocket; 300 bytes may wait for it. */
class RealAdoptedSessionTest {
  private final LiveSessions sessions = new LiveSessions();
  private final FakeTimers timers = new FakeTimers();
  private final WriteWatchdog watchdog = new WriteWatchdog(timers, 20_000);
  private final RecordingFrameSink sink = new RecordingFrameSink();
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final RealAdoptedSession session =
      new RealAdoptedSession(
          new Adoption(sessions, timers.clock(), timers, watchdog, Runnable::run, 300),
          new AdoptedClient("192.0.2.1", () -> "alice", Instant.EPOCH, null),
          sink,
          open::get);

  @BeforeEach
  void open() {
    session.open();
  }

  private CompletableFuture<Void> send(String text) {
    return session.send(text).toCompletableFuture();
  }

  @Test
  void isASessionLikeOthers() {
    assertThat(sessions.find(session.id())).containsSame(session);
    assertThat(sessions.count(TransportName.WS)).isOne();
    assertThat(sessions.ofUser("alice")).containsExactly(session);
    assertThat(session.address()).isEqualTo("192.0.2.1");
    assertThat(session.connectedAt()).isEqualTo(Instant.EPOCH);
    assertThat(session.namespaces()).isEmpty();
    assertThat(session.rooms("/")).isEmpty();
    assertThat(session.queuedBytes()).isZero();
  }

  @Test
  void textsAreWrittenOneAfterTheOther() {
    sink.hold();
    CompletableFuture<Void> a = send("a");
    CompletableFuture<Void> b = send("");
    CompletableFuture<Void> c = send("c");
    assertThat(sink.take()).containsExactly("a");
    assertThat(sink.writesUnderWay()).isOne();
    assertThat(a).isNotDone();
    assertThat(session.queuedBytes()).isPositive();
    assertThat(sessions.metrics().queuedBytes()).isEqualTo(session.queuedBytes());

    sink.complete();
    assertThat(a).isCompleted();
    assertThat(b).isNotDone();
    sink.release();

    assertThat(sink.take()).containsExactly("", "c");
    assertThat(b).isCompleted();
    assertThat(c).isCompleted();
    assertThat(session.queuedBytes()).isZero();
  }

  @Test
  void clientThatDoesNotReadIsClosedByBytes() {
    sink.hold();
    CompletableFuture<Void> first = send("x".repeat(100));
    CompletableFuture<Void> second = send("x".repeat(100));

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
    assertThat(sink.take()).containsExactly("x".repeat(100), "close 1008 too slow");
    assertThat(sessions.count()).isZero();
    assertThat(sessions.metrics().live().count(TransportName.WS)).isZero();
    assertThat(sessions.metrics().queuedBytes()).isZero();
  }

  @Test
  void clientThatIsSentNothingBiggerThanNothingIsBoundedToo() {
    sink.hold();
    for (int i = 0; i < 4; i++) {
      assertThat(send("")).isNotDone();
    }
    assertThat(send("")).isCompletedExceptionally();
    assertThat(sink.take()).containsExactly("", "close 1008 too slow");
  }

  @Test
  void clientThatDoesNotReadIsClosedByTime() {
    watchdog.start();
    sink.hold();
    CompletableFuture<Void> sent = send("a");

    timers.advance(30_000);

    assertThat(sent).isCompletedExceptionally();
    assertThat(sink.take()).containsExactly("a", "close 1008 too slow");
    watchdog.close();
  }

  @Test
  void writeThatFailsEndsIt() {
    sink.hold();
    CompletableFuture<Void> a = send("a");
    CompletableFuture<Void> b = send("b");

    sink.fail(new IOException("broken pipe"));

    assertThat(a).isCompletedExceptionally();
    assertThat(b).isCompletedExceptionally();
    assertThat(sessions.count()).isZero();
  }

  @Test
  void closeWritesFirstWhatIsQueued() {
    sink.hold();
    CompletableFuture<Void> a = send("a");
    CompletableFuture<Void> b = send("b");
    session.close(4001, "bye");
    session.close(1000, "");
    assertThat(sink.take()).containsExactly("a");

    sink.release();

    assertThat(sink.take()).containsExactly("b", "close 4001 bye");
    assertThat(a).isCompleted();
    assertThat(b).isCompleted();
    assertThat(send("late")).isCompletedExceptionally();
    assertThat(sessions.count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
  void codesThatAreInNoFrameAreRefused(int code) {
    assertThatThrownBy(() -> session.close(code, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("close code " + code);
    assertThat(sink.take()).isEmpty();
  }

  @Test
  void reasonsHave123BytesAtMost() {
    assertThatThrownBy(() -> session.close(1000, "ü".repeat(62)))
        .isInstanceOf(IllegalArgumentException.class);
    session.close(1000, "x" + "ü".repeat(61));
    assertThat(sink.take()).containsExactly("close 1000 x" + "ü".repeat(61));
  }

  @Test
  void endpointTellsThatItIsOver() {
    session.closed();
    session.closed();

    assertThat(sessions.count()).isZero();
    assertThat(send("late")).isCompletedExceptionally();
  }

  @Test
  void endIsNoticedWhereNobodyTells() {
    timers.advance(15_000);
    assertThat(sessions.count()).isOne();
    open.set(false);

    timers.advance(15_000);

    assertThat(sessions.count()).isZero();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void registryDisconnectsIt() {
    assertThat(sessions.disconnect(session.id())).isTrue();
    assertThat(sink.take()).containsExactly("close 1000");
  }
}
