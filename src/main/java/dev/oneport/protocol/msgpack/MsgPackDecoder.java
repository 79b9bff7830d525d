package dev.oneport.protocol.msgpack;

import static dev.oneport.protocol.socketio.SocketIoPacket.NO_ACK;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.protocol.json.JsonStrings;
import dev.oneport.protocol.json.Spans;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.protocol.socketio.DecoderLimits;
import dev.oneport.protocol.socketio.EventNames;
import dev.oneport.protocol.socketio.PacketDecoder;
import dev.oneport.protocol.socketio.SocketIoPacket;
import dev.oneport.protocol.socketio.SocketIoPacket.Ack;
import dev.oneport.protocol.socketio.SocketIoPacket.Connect;
import dev.oneport.protocol.socketio.SocketIoPacket.ConnectError;
import dev.oneport.protocol.socketio.SocketIoPacket.Disconnect;
import dev.oneport.protocol.socketio.SocketIoPacket.Event;
import java.nio.ByteBuffer;

/**
 * Decodes packets of one MessagePack map each: {@code type}, {@code nsp}, {@code data} and perhaps
 * {@code id}, in any order; other keys are ignored. Beyond the reference's checks, events need a
 * name that is not reserved, as in the default format, and ids are not negative.
 */
final class MsgPackDecoder implements PacketDecoder {

  private static final int MAX_SAFE_INTEGER_LENGTH = 16;
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  private final DecoderLimits limits;

  MsgPackDecoder(DecoderLimits limits) {
    this.limits = limits;
  }

  /**
   * {@inheritDoc}
   *
   * @throws PacketFormatException always: packets are binary
   */
  @Override
  public SocketIoPacket add(String encodedText, int offset) throws PacketFormatException {
    throw invalid("a text message where packets are binary");
  }

  /**
   * {@inheritDoc}
   *
   * @return never null
   * @throws PacketFormatException with any Reason of Socket.IO that does not concern attachments
   *     coming later
   */
  @Override
  public SocketIoPacket add(ByteBuffer binary) throws PacketFormatException {
    MsgPackReader reader =
        new MsgPackReader(
            binary.slice().asReadOnlyBuffer(), limits.maxDepth(), limits.maxAttachments());
    Value type = Value.UNDEFINED;
    Value namespace = Value.UNDEFINED;
    Value data = Value.UNDEFINED;
    Value id = Value.UNDEFINED;
    for (int pairs = reader.mapHeader(); pairs > 0; pairs--) {
      String key = reader.value().json();
      Value value = reader.value();
      switch (key) {
        case "\"type\"" -> type = value;
        case "\"nsp\"" -> namespace = value;
        case "\"data\"" -> data = value;
        case "\"id\"" -> id = value;
        default -> {
          // The reference passes on what it does not know; nobody looks at it.
        }
      }
    }
    if (!reader.atEnd()) {
      throw invalid("bytes after the packet");
    }
    return packet(type.json(), namespace(namespace), data, ackId(id));
  }

  @Override
  public void destroy() {
    // No packet has a second part.
  }

  private SocketIoPacket packet(String type, String namespace, Value data, long ackId)
      throws PacketFormatException {
    return switch (type) {
      case "0" -> connect(namespace, data);
      case "1" -> disconnect(namespace, data);
      case "2" -> event(namespace, data, ackId);
      case "3" -> new Ack(namespace, ackId, arguments(data, elements(data), 0));
      case "4" -> connectError(namespace, data);
      default -> throw new PacketFormatException(Reason.UNKNOWN_PACKET_TYPE, "unknown packet type");
    };
  }

  private static SocketIoPacket connect(String namespace, Value data) throws PacketFormatException {
    return switch (data.kind()) {
      case UNDEFINED -> Connect.of(namespace, null);
      case MAP -> Connect.of(namespace, data.plainJson());
      case ARRAY, STRING, OTHER -> throw invalid("a CONNECT needs an object or nothing");
    };
  }

  private static SocketIoPacket disconnect(String namespace, Value data)
      throws PacketFormatException {
    if (data.kind() != Value.Kind.UNDEFINED) {
      throw invalid("a DISCONNECT has no payload");
    }
    return new Disconnect(namespace);
  }

  private static SocketIoPacket connectError(String namespace, Value data)
      throws PacketFormatException {
    if (data.kind() != Value.Kind.MAP && data.kind() != Value.Kind.STRING) {
      throw invalid("a CONNECT_ERROR needs an object or a string");
    }
    return new ConnectError(namespace, data.plainJson());
  }

  private SocketIoPacket event(String namespace, Value data, long ackId)
      throws PacketFormatException {
    Spans elements = elements(data);
    String name = EventNames.read(data.json(), elements, limits.maxEventNameLength());
    return new Event(namespace, ackId, name, arguments(data, elements, 1));
  }

  private Spans elements(Value data) throws PacketFormatException {
    if (data.kind() != Value.Kind.ARRAY) {
      throw invalid("arguments that are no array");
    }
    return JsonScanner.scanArray(data.json(), 0, limits.maxDepth(), data.attachments().size());
  }

  private static Arguments arguments(Value data, Spans elements, int skipped) {
    return Arguments.of(data.json(), elements, skipped, data.attachments());
  }

  private static String namespace(Value value) throws PacketFormatException {
    if (value.kind() != Value.Kind.STRING) {
      throw invalid("a namespace that is no string");
    }
    return JsonStrings.unquote(value.json(), 0, value.json().length());
  }

  private static long ackId(Value value) throws PacketFormatException {
    String text = value.json();
    if (text.isEmpty()) {
      return NO_ACK;
    }
    if (text.length() <= MAX_SAFE_INTEGER_LENGTH
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long id = Long.parseLong(text);
      if (id <= MAX_SAFE_INTEGER) {
        return id;
      }
    }
    throw new PacketFormatException(
        Reason.ILLEGAL_ACK_ID, "an ack id that is not an integer of 0 to 2^53-1");
  }

  private static PacketFormatException invalid(String message) {
    return new PacketFormatException(Reason.INVALID_PAYLOAD, message);
  }
}
