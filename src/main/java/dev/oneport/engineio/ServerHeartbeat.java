package dev.oneport.engineio;

/**
 * The server pings: only a pong counts as a sign of life.
 *
 * <pre>
 * state     open  timer                         pong               ping     stop
 * RESTING   REST  SEND_PING, -> AWAITING        NONE               REFUSE   -> STOPPED
 * AWAITING  -     TIME_OUT,  -> STOPPED         REST, -> RESTING   REFUSE   -> STOPPED
 * STOPPED   -     NONE                          NONE               NONE     NONE
 * </pre>
 *
 * <p>A pong nobody asked for does nothing, so a peer can't multiply timers.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#heartbeat">Engine.IO 4,
 *     Heartbeat</a>
 */
final class ServerHeartbeat implements Heartbeat {
  enum State {
    RESTING,
    AWAITING,
    STOPPED
  }

  private State state = State.RESTING;

  State state() {
    return state;
  }

  @Override
  public Action onOpen() {
    return Action.REST;
  }

  @Override
  public Action onTimer() {
    return switch (state) {
      case RESTING -> to(State.AWAITING, Action.SEND_PING);
      case AWAITING -> to(State.STOPPED, Action.TIME_OUT);
      case STOPPED -> Action.NONE;
    };
  }

  @Override
  public Action onPing() {
    return state == State.STOPPED ? Action.NONE : Action.REFUSE;
  }

  @Override
  public Action onPong() {
    return state == State.AWAITING ? to(State.RESTING, Action.REST) : Action.NONE;
  }

  @Override
  public void onStop() {
    state = State.STOPPED;
  }

  private Action to(State next, Action action) {
    state = next;
    return action;
  }
}
