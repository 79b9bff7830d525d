package dev.oneport.engineio;

import dev.oneport.DisconnectReason;
import java.util.Locale;

/**
 * Why an Engine.IO session ended. The five reasons of the reference server, and the shutdown.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">Engine.IO 4</a>
 */
public enum CloseReason {
  /** The connection broke, or a rule of the transport was broken. */
  TRANSPORT_ERROR(DisconnectReason.TRANSPORT_ERROR),
  /** The peer closed. */
  TRANSPORT_CLOSE(DisconnectReason.TRANSPORT_CLOSE),
  /** No pong in time. */
  PING_TIMEOUT(DisconnectReason.PING_TIMEOUT),
  /** A packet that can't be read. */
  PARSE_ERROR(DisconnectReason.PARSE_ERROR),
  /** We closed. */
  FORCED_CLOSE(DisconnectReason.FORCED_CLOSE),
  /** The server is being stopped. */
  SERVER_SHUTTING_DOWN(DisconnectReason.SERVER_SHUTTING_DOWN);

  private final DisconnectReason disconnectReason;

  CloseReason(DisconnectReason disconnectReason) {
    this.disconnectReason = disconnectReason;
  }

  /** As it is counted: in lower case, with hyphens. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the sockets of the session are told. */
  public DisconnectReason disconnectReason() {
    return disconnectReason;
  }
}
