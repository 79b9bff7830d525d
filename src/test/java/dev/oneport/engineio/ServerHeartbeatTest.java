package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.engineio.Heartbeat.Action;
import dev.oneport.engineio.ServerHeartbeat.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerHeartbeatTest {

  @ParameterizedTest
  @CsvSource({
    "RESTING,  timer, SEND_PING, AWAITING",
    "RESTING,  pong,  NONE,      RESTING",
    "RESTING,  open,  REST,      RESTING",
    "RESTING,  ping,  REFUSE,    RESTING",
    "RESTING,  stop,  NONE,      STOPPED",
    "AWAITING, timer, TIME_OUT,  STOPPED",
    "AWAITING, pong,  REST,      RESTING",
    "AWAITING, ping,  REFUSE,    AWAITING",
    "AWAITING, stop,  NONE,      STOPPED",
    "STOPPED,  timer, NONE,      STOPPED",
    "STOPPED,  pong,  NONE,      STOPPED",
    "STOPPED,  ping,  NONE,      STOPPED",
    "STOPPED,  stop,  NONE,      STOPPED"
  })
  void everyEventInEveryState(State before, String event, Action action, State after) {
    ServerHeartbeat heartbeat = in(before);

    assertThat(apply(heartbeat, event)).isEqualTo(action);
    assertThat(heartbeat.state()).isEqualTo(after);
  }

  private static ServerHeartbeat in(State state) {
    ServerHeartbeat heartbeat = new ServerHeartbeat();
    switch (state) {
      case RESTING -> {}
      case AWAITING -> heartbeat.onTimer();
      case STOPPED -> heartbeat.onStop();
    }
    assertThat(heartbeat.state()).isEqualTo(state);
    return heartbeat;
  }

  private static Action apply(ServerHeartbeat heartbeat, String event) {
    return switch (event) {
      case "timer" -> heartbeat.onTimer();
      case "open" -> heartbeat.onOpen();
      case "ping" -> heartbeat.onPing();
      case "pong" -> heartbeat.onPong();
      case "stop" -> {
        heartbeat.onStop();
        yield Action.NONE;
      }
      default -> throw new IllegalArgumentException(event);
    };
  }
}
