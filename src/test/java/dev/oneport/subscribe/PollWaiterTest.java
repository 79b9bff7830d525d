package dev.oneport.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.Flags;
import dev.oneport.adapter.InMemoryAdapter;
import dev.oneport.adapter.Selection;
import dev.oneport.config.LogConfig;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.testing.FakeTimers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollWaiterTest {
  private static final int LOG_EVENTS = 10;
  private static final int WAIT_MILLIS = 25_000;

  private final FakeTimers timers = new FakeTimers();
  private final InMemoryAdapter adapter =
      new InMemoryAdapter(
          new LogConfig(LOG_EVENTS, 1 << 20, 1_000_000),
          RecoveryConfig.defaults(),
          timers.clock(),
          timers);
  private final List<CatchUp> answers = new ArrayList<>();

  @AfterEach
  void close() {
    adapter.close();
    assertThat(timers.pending()).isZero();
  }

  private Cursor position() {
    return Objects.requireNonNull(adapter.position());
  }

  private PollWaiter wait(Cursor since) {
    PollWaiter waiter = new PollWaiter(adapter, timers, Set.of("quiet"), since, answers::add);
    assertThat(waiter.start(WAIT_MILLIS, 1)).isTrue();
    return waiter;
  }

  private void emit(String room, Flags flags) {
    adapter.broadcast(
        new Broadcast(
            "/", "e", EncodedArguments.EMPTY, new Selection(Set.of(room), Set.of(), flags)));
  }

  private void emitMoreThanTheLogHolds(String room) {
    for (int i = 0; i <= LOG_EVENTS; i++) {
      emit(room, Flags.NONE);
    }
  }

  private CatchUp answer() {
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @Test
  void isInItsRoomsAsLongAsItWaits() {
    PollWaiter waiter = new PollWaiter(adapter, timers, Set.of("quiet"), position(), answers::add);
    assertThat(waiter.rooms()).isEmpty();

    assertThat(waiter.start(WAIT_MILLIS, 1)).isTrue();
    assertThat(waiter.rooms()).containsExactly("quiet");

    timers.advance(WAIT_MILLIS);
    assertThat(waiter.rooms()).isEmpty();
    assertThat(answers).hasSize(1);
  }

  @Test
  void burstIsOneAnswer() {
    wait(position());
    emit("quiet", Flags.NONE);
    emit("busy", Flags.NONE);
    emit("quiet", Flags.NONE);
    timers.advance(PollWaiter.COLLECT_MILLIS);

    assertThat(answer().recovered()).isTrue();
    assertThat(answer().missed()).hasSize(2);
    assertThat(answer().position()).isEqualTo(position());
    assertThat(adapter.rooms()).isEmpty();
  }

  @Test
  void quietRoomOfBusyNamespaceHasNoGapWhileSomebodyWaits() {
    wait(position());
    emitMoreThanTheLogHolds("busy");
    timers.advance(WAIT_MILLIS);

    assertThat(answer()).isEqualTo(new CatchUp(null, List.of(), position()));
  }

  @Test
  void firstEventAfterManyForOthersIsTold() {
    wait(position());
    emitMoreThanTheLogHolds("busy");
    emit("quiet", Flags.NONE);
    timers.advance(PollWaiter.COLLECT_MILLIS);

    assertThat(answer().recovered()).isTrue();
    assertThat(answer().missed()).hasSize(1);
  }

  @Test
  void burstThatTheLogDoesNotHoldIsGap() {
    wait(position());
    emitMoreThanTheLogHolds("quiet");
    timers.advance(PollWaiter.COLLECT_MILLIS);

    assertThat(answer()).isEqualTo(new CatchUp(Gap.HISTORY, List.of(), position()));
  }

  @Test
  void volatileEventEndsNoWait() {
    wait(position());
    emit("quiet", Flags.NONE.asVolatile());
    timers.advance(WAIT_MILLIS - 1);
    assertThat(answers).isEmpty();

    timers.advance(1);
    assertThat(answer()).isEqualTo(new CatchUp(null, List.of(), position()));
  }

  @Test
  void cursorOfAnotherLogIsAnsweredSoon() {
    wait(new Cursor("0000000000", 0));
    timers.advance(PollWaiter.COLLECT_MILLIS);

    assertThat(answer()).isEqualTo(new CatchUp(Gap.EPOCH, List.of(), position()));
  }

  @Test
  void abandonedPollIsNotAnswered() {
    PollWaiter waiter = wait(position());
    waiter.abandon();
    emit("quiet", Flags.NONE);
    timers.advance(WAIT_MILLIS);

    assertThat(answers).isEmpty();
    assertThat(adapter.rooms()).isEmpty();
  }
}
