package dev.oneport.engineio;

/**
 * The heartbeat of one session, without its timers: only a pong counts as a sign of life.
 *
 * <pre>
 * state     timer                         pong                          stop
 * RESTING   SEND_PING, -> AWAITING        NONE                          -> STOPPED
 * AWAITING  TIME_OUT,  -> STOPPED         REST, -> RESTING              -> STOPPED
 * STOPPED   NONE                          NONE                          NONE
 * </pre>
 *
 * <p>A pong nobody asked for does nothing, so a peer can't multiply timers. Confined to the session
 * lane.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#heartbeat">Engine.IO 4,
 *     Heartbeat</a>
 */
final class Heartbeat {
  enum State {
    RESTING,
    AWAITING,
    STOPPED
  }

  /** What the caller does next. */
  enum Action {
    NONE,
    /** Send a ping and wait for the ping timeout. */
    SEND_PING,
    /** Wait for the ping interval. */
    REST,
    /** Close the session: the client is gone. */
    TIME_OUT
  }

  private State state = State.RESTING;

  State state() {
    return state;
  }

  Action onTimer() {
    return switch (state) {
      case RESTING -> to(State.AWAITING, Action.SEND_PING);
      case AWAITING -> to(State.STOPPED, Action.TIME_OUT);
      case STOPPED -> Action.NONE;
    };
  }

  Action onPong() {
    return state == State.AWAITING ? to(State.RESTING, Action.REST) : Action.NONE;
  }

  void onStop() {
    state = State.STOPPED;
  }

  private Action to(State next, Action action) {
    state = next;
    return action;
  }
}
