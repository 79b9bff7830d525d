package dev.oneport.protocol.msgpack;

import static dev.oneport.protocol.socketio.SocketIoPacket.NO_ACK;

import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.json.JsonStrings;
import dev.oneport.protocol.socketio.PacketEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes packets as one MessagePack map each, its keys in the order of the reference. */
final class MsgPackEncoder implements PacketEncoder {

  private static final int CONNECT = 0;
  private static final int DISCONNECT = 1;
  private static final int EVENT = 2;
  private static final int ACK = 3;
  private static final int CONNECT_ERROR = 4;

  /** Keys, type, an ack id. */
  private static final int OVERHEAD = 48;

  private static final EncodedArguments NONE = EncodedArguments.EMPTY;

  @Override
  public EncodedPacket connect(String namespace, @Nullable String payloadJson) {
    return packet(CONNECT, namespace, NO_ACK, payloadJson, NONE, 0);
  }

  @Override
  public EncodedPacket disconnect(String namespace) {
    return packet(DISCONNECT, namespace, NO_ACK, null, NONE, 0);
  }

  @Override
  public EncodedPacket connectError(String namespace, String payloadJson) {
    return packet(CONNECT_ERROR, namespace, NO_ACK, payloadJson, NONE, 0);
  }

  @Override
  public EncodedPacket event(
      String namespace, long ackId, String name, EncodedArguments arguments) {
    StringBuilder data = new StringBuilder(name.length() + arguments.json().length() + 8);
    data.append('[');
    JsonStrings.appendQuoted(data, name);
    if (!arguments.json().isEmpty()) {
      data.append(',');
    }
    int offset = data.length();
    data.append(arguments.json()).append(']');
    return packet(EVENT, namespace, ackId, data.toString(), arguments, offset);
  }

  @Override
  public EncodedPacket ack(String namespace, long ackId, EncodedArguments arguments) {
    if (ackId == NO_ACK) {
      throw new IllegalArgumentException("an ACK needs the ack id of its event");
    }
    return packet(ACK, namespace, ackId, "[" + arguments.json() + "]", arguments, 1);
  }

  /**
   * A packet.
   *
   * @param data JSON; null for none
   * @param parts the attachments and dates in the data
   * @param offset where in the data the text begins that the dates are counted in
   */
  private static EncodedPacket packet(
      int type,
      String namespace,
      long ackId,
      @Nullable String data,
      EncodedArguments parts,
      int offset) {
    if (ackId < NO_ACK) {
      throw new IllegalArgumentException("ackId=" + ackId + ": must not be negative");
    }
    MsgPackWriter out = new MsgPackWriter(OVERHEAD + namespace.length() + length(data, parts));
    out.map(2 + (data == null ? 0 : 1) + (ackId == NO_ACK ? 0 : 1));
    out.string("type");
    out.integer(type);
    if (data != null) {
      out.string("data");
      new JsonToMsgPack(data, parts.attachments(), parts.dates(), offset, out).write();
    }
    if (ackId != NO_ACK) {
      out.string("id");
      out.integer(ackId);
    }
    out.string("nsp");
    out.string(namespace);
    return new EncodedPacket(List.of(EnginePacket.message(out.finish())));
  }

  private static int length(@Nullable String data, EncodedArguments parts) {
    int length = data == null ? 0 : data.length();
    return length + parts.attachments().stream().mapToInt(part -> part.remaining()).sum();
  }
}
