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
 * Encodes packets as JSON text with the attachments behind it. Refuses a namespace that does not
 * begin with {@code /} or contains a comma, which would end it on the wire.
 */
final class DefaultEncoder implements PacketEncoder {

  private static final String ROOT = "/";

  /** Type digits, hyphen, comma, brackets, quotes, an ack id. */
  private static final int OVERHEAD = 32;

  @Override
  public EncodedPacket connect(String namespace, @Nullable String payloadJson) {
    return withPayload(
        SocketIoPacketType.CONNECT, namespace, payloadJson == null ? "" : payloadJson);
  }

  @Override
  public EncodedPacket disconnect(String namespace) {
    return withPayload(SocketIoPacketType.DISCONNECT, namespace, "");
  }

  @Override
  public EncodedPacket connectError(String namespace, String payloadJson) {
    return withPayload(SocketIoPacketType.CONNECT_ERROR, namespace, payloadJson);
  }

  @Override
  public EncodedPacket event(
      String namespace, long ackId, String name, EncodedArguments arguments) {
    StringBuilder text =
        header(SocketIoPacketType.EVENT, namespace, ackId, arguments, name.length()).append('[');
    JsonStrings.appendQuoted(text, name);
    if (!arguments.json().isEmpty()) {
      text.append(',').append(arguments.json());
    }
    return packet(text.append(']'), arguments.attachments());
  }

  @Override
  public EncodedPacket ack(String namespace, long ackId, EncodedArguments arguments) {
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
