package dev.oneport.protocol.websocket;

/** A client does not keep to RFC 6455, or to a limit: its connection is to be closed. */
public final class FrameViolation extends Exception {
  private static final long serialVersionUID = 1L;

  /** A frame that is none. */
  static final int PROTOCOL_ERROR = 1002;

  /** A text that is no UTF-8. */
  static final int INVALID_TEXT = 1007;

  /** A message is larger than the limit. */
  public static final int TOO_BIG = 1009;

  private final int code;

  /**
   * A violation.
   *
   * @param message what is wrong; nothing of what the client sent
   */
  FrameViolation(int code, String message) {
    // No stack trace: it is a peer's mistake.
    super(message, null, false, false);
    this.code = code;
  }

  /** The code to close with: of RFC 6455, 7.4.1. */
  public int code() {
    return code;
  }
}
