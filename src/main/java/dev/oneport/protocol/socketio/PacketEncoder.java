package dev.oneport.protocol.socketio;

import static dev.oneport.protocol.socketio.SocketIoPacket.NO_ACK;

import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EnginePacketType;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonStrings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes Socket.IO packets, once for all recipients.
 *
 * <p>Stateless; safe for any thread. Every method throws {@link IllegalArgumentException} for a
 * namespace that does not begin with {@code /} or contains a comma, which would end it on the wire.
 *
 * @see <a href="https://github.com/socketio/socket.io-protocol#packet-encoding">Socket.IO 5, Packet
 *     encoding</a>
 */
public final class PacketEncoder {

  private static final String ROOT = "/";

  /** Type digits, hyphen, comma, brackets, quotes, an ack id. */
  private static final int OVERHEAD = 32;

  private PacketEncoder() {}

  /**
   * Tells a client that it joined a namespace.
   *
   * @param payloadJson the text of a JSON object; null for none
   */
  public static EncodedPacket connect(String namespace, @Nullable String payloadJson) {
    return withPayload(
        SocketIoPacketType.CONNECT, namespace, payloadJson == null ? "" : payloadJson);
  }

  /** Tells a client that it left a namespace. */
  public static EncodedPacket disconnect(String namespace) {
    return withPayload(SocketIoPacketType.DISCONNECT, namespace, "");
  }

  /**
   * Tells a client that it can't join a namespace.
   *
   * @param payloadJson the text of a JSON object
   */
  public static EncodedPacket connectError(String namespace, String payloadJson) {
    return withPayload(SocketIoPacketType.CONNECT_ERROR, namespace, payloadJson);
  }

  /**
   * An event. With attachments it becomes a packet of several parts.
   *
   * @param ackId 0 to 2^53-1, or {@link SocketIoPacket#NO_ACK}
   * @param name not checked for being reserved: see {@link EventNames}
   */
  public static EncodedPacket event(
      String namespace, long ackId, String name, EncodedArguments arguments) {
    StringBuilder text =
        header(SocketIoPacketType.EVENT, namespace, ackId, arguments, name.length()).append('[');
    JsonStrings.appendQuoted(text, name);
    if (!arguments.json().isEmpty()) {
      text.append(',').append(arguments.json());
    }
    return packet(text.append(']'), arguments.attachments());
  }

  /**
   * The reply to an event. With attachments it becomes a packet of several parts.
   *
   * @param ackId the ack id of the event, 0 to 2^53-1
   */
  public static EncodedPacket ack(String namespace, long ackId, EncodedArguments arguments) {
    if (ackId == NO_ACK) {
      throw new IllegalArgumentException("an ACK needs the ack id of its event");
    }
    StringBuilder text =
        header(SocketIoPacketType.ACK, namespace, ackId, arguments, 0)
            .append('[')
            .append(arguments.json())
            .append(']');
    return packet(text, arguments.attachments());
  }

  private static EncodedPacket withPayload(
      SocketIoPacketType type, String namespace, String payloadJson) {
    StringBuilder text =
        new StringBuilder(OVERHEAD + namespace.length() + payloadJson.length())
            .append(EnginePacketType.MESSAGE.code())
            .append(type.code());
    appendNamespace(text, namespace);
    return packet(text.append(payloadJson), List.of());
  }

  private static StringBuilder header(
      SocketIoPacketType type,
      String namespace,
      long ackId,
      EncodedArguments arguments,
      int nameLength) {
    int length = OVERHEAD + namespace.length() + nameLength + arguments.json().length();
    StringBuilder text = new StringBuilder(length).append(EnginePacketType.MESSAGE.code());
    int attachments = arguments.attachments().size();
    if (attachments == 0) {
      text.append(type.code());
    } else {
      text.append(type.binaryCode()).append(attachments).append('-');
    }
    appendNamespace(text, namespace);
    if (ackId != NO_ACK) {
      if (ackId < 0) {
        throw new IllegalArgumentException("ackId=" + ackId + ": must not be negative");
      }
      text.append(ackId);
    }
    return text;
  }

  private static void appendNamespace(StringBuilder text, String namespace) {
    if (namespace.equals(ROOT)) {
      return;
    }
    if (!namespace.startsWith("/") || namespace.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "namespace=" + namespace + ": must begin with / and contain no comma");
    }
    text.append(namespace).append(',');
  }

  private static EncodedPacket packet(StringBuilder text, List<ByteBuffer> attachments) {
    EnginePacket first = EnginePacket.ofEncodedText(EnginePacketType.MESSAGE, text.toString());
    if (attachments.isEmpty()) {
      return new EncodedPacket(List.of(first));
    }
    List<EnginePacket> packets = new ArrayList<>(1 + attachments.size());
    packets.add(first);
    for (ByteBuffer attachment : attachments) {
      packets.add(EnginePacket.message(attachment));
    }
    return new EncodedPacket(packets);
  }
}
