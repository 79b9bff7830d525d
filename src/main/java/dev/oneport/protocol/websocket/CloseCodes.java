package dev.oneport.protocol.websocket;

/**
 * Close codes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4">RFC 6455, 7.4</a>
 */
final class CloseCodes {
  private static final int FIRST = 1000;
  private static final int LAST_OF_PROTOCOL = 1014;
  private static final int FIRST_REGISTERED = 3000;
  private static final int LAST_PRIVATE = 4999;

  private CloseCodes() {}

  /** Whether a peer may send that code; some only stand for what has happened. */
  static boolean maySend(int code) {
    return switch (code) {
      case 1004, 1005, 1006 -> false;
      default ->
          (code >= FIRST && code <= LAST_OF_PROTOCOL)
              || (code >= FIRST_REGISTERED && code <= LAST_PRIVATE);
    };
  }
}
