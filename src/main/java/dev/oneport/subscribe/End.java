package dev.oneport.subscribe;

import dev.oneport.DisconnectReason;

/** Why the server ends a subscriber. */
public enum End {
  /** The client has left, or is asked to. */
  NORMAL("transport-close", DisconnectReason.TRANSPORT_CLOSE),
  /** Nothing came from it for too long. */
  SILENT("ping-timeout", DisconnectReason.PING_TIMEOUT),
  /** It does not read as fast as events come. */
  TOO_SLOW("too-slow", DisconnectReason.TRANSPORT_ERROR),
  /** It says more than is handled. */
  TOO_FAST("too-fast", DisconnectReason.TRANSPORT_ERROR),
  /** It sent a message that is too big. */
  TOO_BIG("too-big", DisconnectReason.TRANSPORT_ERROR),
  /** It has lived long enough, and may come back. */
  EXPIRED("expired", DisconnectReason.FORCED_SERVER_CLOSE),
  /** The server is about to stop. */
  STOPPING("server-shutting-down", DisconnectReason.SERVER_SHUTTING_DOWN);

  private final String label;
  private final DisconnectReason reason;

  End(String label, DisconnectReason reason) {
    this.label = label;
    this.reason = reason;
  }

  /** As it is counted, beside those of Engine.IO. */
  public String label() {
    return label;
  }

  /** What its sockets are told. */
  DisconnectReason reason() {
    return reason;
  }
}
