package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.engineio.Heartbeat.Action;
import dev.oneport.engineio.Heartbeat.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeartbeatTest {

  @ParameterizedTest
  @CsvSource({
    "RESTING,  timer, SEND_PING, AWAITING",
    "RESTING,  pong,  NONE,      RESTING",
    "RESTING,  stop,  NONE,      STOPPED",
    "AWAITING, timer, TIME_OUT,  STOPPED",
    "AWAITING, pong,  REST,      RESTING",
    "AWAITING, stop,  NONE,      STOPPED",
    "STOPPED,  timer, NONE,      STOPPED",
    "STOPPED,  pong,  NONE,      STOPPED",
    "STOPPED,  stop,  NONE,      STOPPED"
  })
  void everyEventInEveryState(State before, String event, Action action, State after) {
    Heartbeat heartbeat = in(before);

    assertThat(apply(heartbeat, event)).isEqualTo(action);
    assertThat(heartbeat.state()).isEqualTo(after);
  }

  private static Heartbeat in(State state) {
    Heartbeat heartbeat = new Heartbeat();
    switch (state) {
      case RESTING -> {}
      case AWAITING -> heartbeat.onTimer();
      case STOPPED -> heartbeat.onStop();
    }
    assertThat(heartbeat.state()).isEqualTo(state);
    return heartbeat;
  }

  private static Action apply(Heartbeat heartbeat, String event) {
    return switch (event) {
      case "timer" -> heartbeat.onTimer();
      case "pong" -> heartbeat.onPong();
      case "stop" -> {
        heartbeat.onStop();
        yield Action.NONE;
      }
      default -> throw new IllegalArgumentException(event);
    };
  }
}
