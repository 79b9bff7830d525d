package dev.oneport.protocol.socketio;

/**
 * What a Socket.IO packet is for. The wire has two more types for packets with attachments; outside
 * of this package an event is an event.
 *
 * @see <a href="https://github.com/socketio/socket.io-protocol#packet-types">Socket.IO 5, Packet
 *     types</a>
 */
public enum SocketIoPacketType {
  /** Client: joins a namespace. Server: it is joined. */
  CONNECT('0', '0'),
  /** Either side leaves a namespace. */
  DISCONNECT('1', '1'),
  /** An event with its arguments. */
  EVENT('2', '5'),
  /** The reply to an event. */
  ACK('3', '6'),
  /** Server: a namespace can't be joined. */
  CONNECT_ERROR('4', '4');

  private final char code;
  private final char binaryCode;

  SocketIoPacketType(char code, char binaryCode) {
    this.code = code;
    this.binaryCode = binaryCode;
  }

  /** The digit on the wire of a packet without attachments. */
  char code() {
    return code;
  }

  /** The digit on the wire of a packet with attachments. */
  char binaryCode() {
    return binaryCode;
  }
}
