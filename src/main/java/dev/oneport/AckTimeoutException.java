package dev.oneport;

/** No acknowledgement came within the time set. */
public sealed class AckTimeoutException extends RuntimeException
    permits BroadcastAckTimeoutException {
  private static final long serialVersionUID = 1L;

  /** With the reference server's words. */
  public AckTimeoutException() {
    super("operation has timed out", null, false, false);
  }
}
