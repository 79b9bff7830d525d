package dev.oneport.protocol.engineio;

import org.jspecify.annotations.Nullable;

/**
 * What an Engine.IO packet is for.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#protocol">Engine.IO 4, Protocol</a>
 */
public enum EnginePacketType {
  /** Server to client: the handshake. */
  OPEN('0'),
  /** Either direction: the transport can be closed. */
  CLOSE('1'),
  /** Server to client: are you there? Client to server only as the probe of an upgrade. */
  PING('2'),
  /** The answer to a ping. */
  PONG('3'),
  /** A message of the layer above. */
  MESSAGE('4'),
  /** Client to server: the upgrade is complete. */
  UPGRADE('5'),
  /** Server to client: nothing, to end a poll. */
  NOOP('6');

  private static final EnginePacketType[] BY_CODE = values();

  private final char code;

  EnginePacketType(char code) {
    this.code = code;
  }

  /** The digit on the wire, {@code '0'} to {@code '6'}. */
  public char code() {
    return code;
  }

  /**
   * The type of a digit.
   *
   * @return null if there is no such type
   */
  public static @Nullable EnginePacketType of(char code) {
    int index = code - '0';
    return index >= 0 && index < BY_CODE.length ? BY_CODE[index] : null;
  }
}
