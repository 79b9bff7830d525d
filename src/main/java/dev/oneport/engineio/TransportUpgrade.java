package dev.oneport.engineio;

import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EnginePacketType;

/**
 * The upgrade from polling to WebSocket, without its timers and writes.
 *
 * <pre>
 * state    2probe                     5                      anything else, end
 * WAITING  ANSWER_PROBE, -> PROBED    ABORT, -> ENDED        ABORT, -> ENDED
 * PROBED   ABORT, -> ENDED            COMPLETE, -> ENDED     ABORT, -> ENDED
 * ENDED    NONE                       NONE                   NONE
 * </pre>
 *
 * <p>Confined to the session lane.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#upgrade">Engine.IO 4, Upgrade</a>
 */
final class TransportUpgrade {
  enum State {
    WAITING,
    PROBED,
    ENDED
  }

  /** What the caller does next. */
  enum Action {
    NONE,
    /** Send {@code 3probe} and begin to let pending polls go. */
    ANSWER_PROBE,
    /** Make the new transport the session's. */
    COMPLETE,
    /** Close the new transport; polling goes on. */
    ABORT
  }

  private static final String PROBE = "probe";

  private State state = State.WAITING;

  State state() {
    return state;
  }

  Action onPacket(EnginePacket packet) {
    if (state == State.WAITING
        && packet.type() == EnginePacketType.PING
        && packet.data().equals(PROBE)) {
      state = State.PROBED;
      return Action.ANSWER_PROBE;
    }
    if (state == State.PROBED && packet.type() == EnginePacketType.UPGRADE) {
      state = State.ENDED;
      return Action.COMPLETE;
    }
    return onEnd();
  }

  /** Time is up, the new transport or the session is gone, or something unreadable came. */
  Action onEnd() {
    if (state == State.ENDED) {
      return Action.NONE;
    }
    state = State.ENDED;
    return Action.ABORT;
  }
}
