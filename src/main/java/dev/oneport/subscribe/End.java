package dev.oneport.subscribe;

import dev.oneport.DisconnectReason;

/** Why the server ends a subscriber. */
public enum End {
  /** The client has left, or is asked to. */
  NORMAL(DisconnectReason.TRANSPORT_CLOSE),
  /** Nothing came from it for too long. */
  SILENT(DisconnectReason.PING_TIMEOUT),
  /** It does not read as fast as events come. */
  TOO_SLOW(DisconnectReason.TRANSPORT_ERROR),
  /** It says more than is handled. */
  TOO_FAST(DisconnectReason.TRANSPORT_ERROR),
  /** It sent a message that is too big. */
  TOO_BIG(DisconnectReason.TRANSPORT_ERROR),
  /** It has lived long enough, and may come back. */
  EXPIRED(DisconnectReason.FORCED_SERVER_CLOSE),
  /** The server is about to stop. */
  STOPPING(DisconnectReason.SERVER_SHUTTING_DOWN);

  private final DisconnectReason reason;

  End(DisconnectReason reason) {
    this.reason = reason;
  }

  /** What its sockets are told. */
  DisconnectReason reason() {
    return reason;
  }
}
