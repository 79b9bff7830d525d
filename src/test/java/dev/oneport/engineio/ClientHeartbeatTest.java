package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.engineio.Heartbeat.Action;
import org.junit.jupiter.api.Test;

class ClientHeartbeatTest {
  private final Heartbeat heartbeat = new ClientHeartbeat();

  @Test
  void waitsForPingsAndAnswersEach() {
    assertThat(heartbeat.onOpen()).isEqualTo(Action.AWAIT_PING);
    assertThat(heartbeat.onPing()).isEqualTo(Action.SEND_PONG);
    assertThat(heartbeat.onPing()).isEqualTo(Action.SEND_PONG);
  }

  @Test
  void pongsAreTheServersPart() {
    assertThat(heartbeat.onPong()).isEqualTo(Action.REFUSE);
  }

  @Test
  void givesUpOnce() {
    assertThat(heartbeat.onTimer()).isEqualTo(Action.TIME_OUT);
    assertNothingLeft();
  }

  @Test
  void doesNothingOnceStopped() {
    heartbeat.onStop();
    assertNothingLeft();
  }

  private void assertNothingLeft() {
    assertThat(heartbeat.onTimer()).isEqualTo(Action.NONE);
    assertThat(heartbeat.onPing()).isEqualTo(Action.NONE);
    assertThat(heartbeat.onPong()).isEqualTo(Action.NONE);
  }
}
