package dev.oneport.protocol.websocket;

import org.jspecify.annotations.Nullable;

/**
 * What a frame is for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, 5.2</a>
 */
enum Opcode {
  CONTINUATION(0x0),
  TEXT(0x1),
  BINARY(0x2),
  CLOSE(0x8),
  PING(0x9),
  PONG(0xA);

  private static final int CONTROL = 0x8;

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  /** The four bits of it. */
  int code() {
    return code;
  }

  /** Whether it may come amid a message, and is short. */
  boolean isControl() {
    return code >= CONTROL;
  }

  /** The one of these four bits; null if there is none. */
  static @Nullable Opcode of(int code) {
    for (Opcode each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    return null;
  }
}
