package dev.oneport.engineio;

/**
 * The client pings, and is gone if it does not: Engine.IO 3.
 *
 * <pre>
 * state     open        ping        timer                   pong     stop
 * AWAITING  AWAIT_PING  SEND_PONG   TIME_OUT, -> STOPPED    REFUSE   -> STOPPED
 * STOPPED   -           NONE        NONE                    NONE     NONE
 * </pre>
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol/tree/v3#timeouts">Engine.IO 3,
 *     Timeouts</a>
 */
final class ClientHeartbeat implements Heartbeat {
  private boolean stopped;

  @Override
  public Action onOpen() {
    return Action.AWAIT_PING;
  }

  @Override
  public Action onTimer() {
    Action action = unlessStopped(Action.TIME_OUT);
    stopped = true;
    return action;
  }

  @Override
  public Action onPing() {
    return unlessStopped(Action.SEND_PONG);
  }

  @Override
  public Action onPong() {
    return unlessStopped(Action.REFUSE);
  }

  @Override
  public void onStop() {
    stopped = true;
  }

  private Action unlessStopped(Action action) {
    return stopped ? Action.NONE : action;
  }
}
