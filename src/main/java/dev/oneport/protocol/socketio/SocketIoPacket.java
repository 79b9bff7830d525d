package dev.oneport.protocol.socketio;

import org.jspecify.annotations.Nullable;

/**
 * One packet as received, complete with its attachments.
 *
 * <p>Immutable. The text forms ({@code toString}) leave out what the peer sent as payload, which
 * may be a secret; namespaces and event names are in them.
 */
public sealed interface SocketIoPacket {

  /** The ack id of an event that wants no reply. */
  long NO_ACK = -1;

  /** What the packet is for; to switch over. */
  SocketIoPacketType type();

  /** The namespace, beginning with {@code /}, without query. */
  String namespace();

  /**
   * Joins a namespace.
   *
   * @param query what clients of Socket.IO 2 send behind the namespace instead of a payload,
   *     without the question mark; null if there was none
   * @param payload the text of a JSON object; null if there was none
   */
  record Connect(String namespace, @Nullable String query, @Nullable String payload)
      implements SocketIoPacket {

    /**
     * As it is sent.
     *
     * @param namespace with its query, if it has one
     */
    public static Connect of(String namespace, @Nullable String payload) {
      int query = namespace.indexOf('?');
      return query < 0
          ? new Connect(namespace, null, payload)
          : new Connect(namespace.substring(0, query), namespace.substring(query + 1), payload);
    }

    @Override
    public SocketIoPacketType type() {
      return SocketIoPacketType.CONNECT;
    }

    @Override
    public String toString() {
      return "Connect[namespace=%s, query=%s, payload=%s]"
          .formatted(namespace, lengthOf(query), lengthOf(payload));
    }
  }

  /** Leaves a namespace. */
  record Disconnect(String namespace) implements SocketIoPacket {
    @Override
    public SocketIoPacketType type() {
      return SocketIoPacketType.DISCONNECT;
    }
  }

  /**
   * An event.
   *
   * @param ackId 0 to 2^53-1, or {@link #NO_ACK}
   * @param name its name; the text of the number if the client used a number
   */
  record Event(String namespace, long ackId, String name, Arguments arguments)
      implements SocketIoPacket {
    @Override
    public SocketIoPacketType type() {
      return SocketIoPacketType.EVENT;
    }
  }

  /**
   * A reply.
   *
   * @param ackId 0 to 2^53-1; {@link #NO_ACK} if the client left it out, which no event waits for
   */
  record Ack(String namespace, long ackId, Arguments arguments) implements SocketIoPacket {
    @Override
    public SocketIoPacketType type() {
      return SocketIoPacketType.ACK;
    }
  }

  /**
   * A refusal, which only servers have reason to send.
   *
   * @param payload the text of a JSON object or string
   */
  record ConnectError(String namespace, String payload) implements SocketIoPacket {
    @Override
    public SocketIoPacketType type() {
      return SocketIoPacketType.CONNECT_ERROR;
    }

    @Override
    public String toString() {
      return "ConnectError[namespace=" + namespace + ", payload=" + lengthOf(payload) + "]";
    }
  }

  private static String lengthOf(@Nullable String payload) {
    return payload == null ? "none" : payload.length() + " chars";
  }
}
