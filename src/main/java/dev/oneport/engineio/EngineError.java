package dev.oneport.engineio;

/**
 * Why a request is refused, with the reference server's codes and words.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO 4</a>
 */
public enum EngineError {
  /** The transport is unknown or switched off. */
  UNKNOWN_TRANSPORT(0, "Transport unknown"),
  /** There is no such session (any more). */
  UNKNOWN_SID(1, "Session ID unknown"),
  /** A handshake that is no GET. */
  BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
  /** Anything else that makes no sense. */
  BAD_REQUEST(3, "Bad request"),
  /** Not allowed to connect. */
  FORBIDDEN(4, "Forbidden"),
  /** Engine.IO 3, which is not switched on. */
  UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version");

  private final int code;
  private final String message;

  EngineError(int code, String message) {
    this.code = code;
    this.message = message;
  }

  /** The code in the answer's body. */
  public int code() {
    return code;
  }

  /** The message in the answer's body. */
  public String message() {
    return message;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return this == FORBIDDEN ? 403 : 400;
  }
}
