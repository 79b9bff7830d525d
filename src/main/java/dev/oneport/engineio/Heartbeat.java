package dev.oneport.engineio;

import dev.oneport.protocol.engineio.EngineProtocol;

/**
 * The heartbeat of one session, without its timer: which side pings depends on the protocol. One
 * timer runs at most; an action that needs another time starts it anew. Confined to the session
 * lane.
 */
interface Heartbeat {

  /** What the caller does next. */
  enum Action {
    NONE,
    /** Wait for the ping interval. */
    REST,
    /** Send a ping and wait for the ping timeout. */
    SEND_PING,
    /** Wait for the client's ping: for the ping interval and the ping timeout together. */
    AWAIT_PING,
    /** Send a pong, then {@link #AWAIT_PING}. */
    SEND_PONG,
    /** Close the session: the client is gone. */
    TIME_OUT,
    /** Close the session: the client did what is the server's part. */
    REFUSE
  }

  /** The heartbeat of a protocol. */
  static Heartbeat of(EngineProtocol protocol) {
    return switch (protocol) {
      case V3 -> new ClientHeartbeat();
      case V4 -> new ServerHeartbeat();
    };
  }

  /** The session begins. */
  Action onOpen();

  /** The time is up. */
  Action onTimer();

  /** A ping came. */
  Action onPing();

  /** A pong came. */
  Action onPong();

  /** The session is over: nothing is to be done any more. */
  void onStop();
}
