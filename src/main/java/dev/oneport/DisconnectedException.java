package dev.oneport;

/** The client disconnected before it acknowledged. */
public final class DisconnectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final DisconnectReason reason;

  /** Tells why it disconnected. */
  public DisconnectedException(DisconnectReason reason) {
    super("the client disconnected: " + reason.text(), null, false, false);
    this.reason = reason;
  }

  /** Why the client disconnected. */
  public DisconnectReason reason() {
    return reason;
  }
}
