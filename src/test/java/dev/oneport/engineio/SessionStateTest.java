package dev.oneport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.engineio.SessionState.Action;
import dev.oneport.engineio.SessionState.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionStateTest {

  @ParameterizedTest
  @CsvSource({
    "OPEN,    close, FLUSH,  CLOSING",
    "OPEN,    end,   FINISH, CLOSED",
    "CLOSING, close, NONE,   CLOSING",
    "CLOSING, end,   FINISH, CLOSED",
    "CLOSED,  close, NONE,   CLOSED",
    "CLOSED,  end,   NONE,   CLOSED"
  })
  void everyEventInEveryState(State before, String event, Action action, State after) {
    SessionState state = in(before);

    assertThat(event.equals("close") ? state.onClose() : state.onEnd()).isEqualTo(action);
    assertThat(state.state()).isEqualTo(after);
  }

  private static SessionState in(State wanted) {
    SessionState state = new SessionState();
    switch (wanted) {
      case OPEN -> {}
      case CLOSING -> state.onClose();
      case CLOSED -> state.onEnd();
    }
    assertThat(state.state()).isEqualTo(wanted);
    return state;
  }
}
