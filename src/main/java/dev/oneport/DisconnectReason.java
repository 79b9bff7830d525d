package dev.oneport;

/**
 * Why a socket was disconnected.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#disconnect">Socket.IO,
 *     disconnect</a>
 */
public enum DisconnectReason {
  /** The connection broke, or the client broke a rule of the transport. */
  TRANSPORT_ERROR("transport error"),
  /** The client closed the connection. */
  TRANSPORT_CLOSE("transport close"),
  /** The server closed the connection. */
  FORCED_CLOSE("forced close"),
  /** The client did not answer a ping in time. */
  PING_TIMEOUT("ping timeout"),
  /** The client sent an Engine.IO packet that can't be read. */
  PARSE_ERROR("parse error"),
  /** The server, or its application, is being stopped. */
  SERVER_SHUTTING_DOWN("server shutting down"),
  /** The client broke a rule of the protocol, or joined no namespace in time. */
  FORCED_SERVER_CLOSE("forced server close"),
  /** The client left this namespace. */
  CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
  /** The server disconnected it from this namespace. */
  SERVER_NAMESPACE_DISCONNECT("server namespace disconnect");

  private final String text;

  DisconnectReason(String text) {
    this.text = text;
  }

  /** The words of the Socket.IO documentation. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
