package dev.oneport.engineio;

/**
 * Whether a session lives: open, then closing, then closed; never back.
 *
 * <pre>
 * state    close              end
 * OPEN     FLUSH, -> CLOSING  FINISH, -> CLOSED
 * CLOSING  NONE               FINISH, -> CLOSED
 * CLOSED   NONE               NONE
 * </pre>
 *
 * <p>Confined to the session lane.
 */
final class SessionState {
  enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  /** What the caller does next. */
  enum Action {
    NONE,
    /** Write what is queued, then close the transport. */
    FLUSH,
    /** Tell everybody that it is over, and clean up. */
    FINISH
  }

  private State state = State.OPEN;

  State state() {
    return state;
  }

  /** The server wants to close, after what is queued was written. */
  Action onClose() {
    if (state != State.OPEN) {
      return Action.NONE;
    }
    state = State.CLOSING;
    return Action.FLUSH;
  }

  /** The transport is gone, or the session must end now. */
  Action onEnd() {
    if (state == State.CLOSED) {
      return Action.NONE;
    }
    state = State.CLOSED;
    return Action.FINISH;
  }
}
