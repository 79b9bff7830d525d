package dev.oneport.protocol.socketio;

import static dev.oneport.protocol.socketio.SocketIoPacket.NO_ACK;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.protocol.json.Spans;
import dev.oneport.protocol.socketio.SocketIoPacket.Ack;
import dev.oneport.protocol.socketio.SocketIoPacket.Connect;
import dev.oneport.protocol.socketio.SocketIoPacket.ConnectError;
import dev.oneport.protocol.socketio.SocketIoPacket.Disconnect;
import dev.oneport.protocol.socketio.SocketIoPacket.Event;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes packets of JSON text, collecting the attachments that follow it.
 *
 * @see <a href="https://github.com/socketio/socket.io-protocol#packet-encoding">Socket.IO 5, Packet
 *     encoding</a>
 */
final class DefaultDecoder implements PacketDecoder {

  private static final String ROOT = "/";
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  private final DecoderLimits limits;

  /** The packet that waits for attachments; null if none does. */
  private @Nullable Incomplete incomplete;

  /** Creates a decoder that expects the first packet. */
  DefaultDecoder(DecoderLimits limits) {
    this.limits = limits;
  }

  /**
   * {@inheritDoc}
   *
   * @throws PacketFormatException with any Reason of Socket.IO but {@link
   *     Reason#UNEXPECTED_ATTACHMENT}
   */
  @Override
  public @Nullable SocketIoPacket add(String encodedText, int offset) throws PacketFormatException {
    if (incomplete != null) {
      destroy();
      throw new PacketFormatException(
          Reason.TEXT_INSTEAD_OF_ATTACHMENT, "a text packet where an attachment was due");
    }
    return new Reader(encodedText, offset).packet();
  }

  /**
   * {@inheritDoc}
   *
   * @throws PacketFormatException {@link Reason#UNEXPECTED_ATTACHMENT} if no packet waits for one
   */
  @Override
  public @Nullable SocketIoPacket add(ByteBuffer attachment) throws PacketFormatException {
    Incomplete waiting = incomplete;
    if (waiting == null) {
      throw new PacketFormatException(
          Reason.UNEXPECTED_ATTACHMENT, "an attachment that no packet announced");
    }
    waiting.attachments.add(attachment.slice().asReadOnlyBuffer());
    if (waiting.attachments.size() < waiting.expected) {
      return null;
    }
    incomplete = null;
    return waiting.complete();
  }

  @Override
  public void destroy() {
    incomplete = null;
  }

  /** A packet whose attachments are still to come. */
  private record Incomplete(
      boolean event,
      String namespace,
      long ackId,
      String name,
      String text,
      Spans elements,
      int expected,
      List<ByteBuffer> attachments) {

    SocketIoPacket complete() {
      Arguments arguments = Arguments.of(text, elements, event ? 1 : 0, attachments);
      return event
          ? new Event(namespace, ackId, name, arguments)
          : new Ack(namespace, ackId, arguments);
    }
  }

  /** Reads one text packet from left to right. */
  private final class Reader {

    private final String text;
    private int position;

    Reader(String text, int offset) {
      this.text = text;
      this.position = offset;
    }

    @Nullable SocketIoPacket packet() throws PacketFormatException {
      char type = peek();
      position++;
      return switch (type) {
        case '0' -> connect();
        case '1' -> disconnect();
        case '2' -> withArguments(true, 0);
        case '3' -> withArguments(false, 0);
        case '4' -> connectError();
        case '5' -> withArguments(true, attachmentCount());
        case '6' -> withArguments(false, attachmentCount());
        default ->
            throw new PacketFormatException(Reason.UNKNOWN_PACKET_TYPE, "unknown packet type");
      };
    }

    private SocketIoPacket connect() throws PacketFormatException {
      String namespace = namespace();
      ackId();
      if (atEnd()) {
        return Connect.of(namespace, null);
      }
      if (kindOfPayload() != '{') {
        throw invalid("a CONNECT needs an object or nothing");
      }
      return Connect.of(namespace, text.substring(position));
    }

    private SocketIoPacket disconnect() throws PacketFormatException {
      String namespace = namespace();
      ackId();
      if (!atEnd()) {
        throw invalid("a DISCONNECT has no payload");
      }
      return new Disconnect(namespace);
    }

    private SocketIoPacket connectError() throws PacketFormatException {
      String namespace = namespace();
      ackId();
      char kind = kindOfPayload();
      if (kind != '{' && kind != '"') {
        throw invalid("a CONNECT_ERROR needs an object or a string");
      }
      return new ConnectError(namespace, text.substring(position));
    }

    private @Nullable SocketIoPacket withArguments(boolean event, int attachments)
        throws PacketFormatException {
      String namespace = namespace();
      long ackId = ackId();
      Spans elements = JsonScanner.scanArray(text, position, limits.maxDepth(), attachments);
      String name = event ? EventNames.read(text, elements, limits.maxEventNameLength()) : "";
      Incomplete packet =
          new Incomplete(
              event,
              namespace,
              ackId,
              name,
              text,
              elements,
              attachments,
              attachments == 0 ? List.of() : new ArrayList<>(attachments));
      if (attachments == 0) {
        return packet.complete();
      }
      incomplete = packet;
      return null;
    }

    private int attachmentCount() throws PacketFormatException {
      int start = position;
      long count = 0;
      while (isDigit(peek())) {
        // Once above the limit only the syntax matters.
        count = Math.min(10 * count + (peek() - '0'), Integer.MAX_VALUE);
        position++;
      }
      if (position == start || peek() != '-') {
        throw new PacketFormatException(
            Reason.ILLEGAL_ATTACHMENT_COUNT, "no number of attachments with a hyphen");
      }
      position++;
      if (count > limits.maxAttachments()) {
        throw new PacketFormatException(
            Reason.TOO_MANY_ATTACHMENTS, "more than " + limits.maxAttachments() + " attachments");
      }
      return (int) count;
    }

    private String namespace() {
      if (peek() != '/') {
        return ROOT;
      }
      int start = position;
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      position = comma < 0 ? end : comma + 1;
      return text.substring(start, end);
    }

    private long ackId() throws PacketFormatException {
      if (!isDigit(peek())) {
        return NO_ACK;
      }
      long id = 0;
      do {
        id = 10 * id + (peek() - '0');
        if (id > MAX_SAFE_INTEGER) {
          throw new PacketFormatException(Reason.ILLEGAL_ACK_ID, "an ack id above 2^53-1");
        }
        position++;
      } while (isDigit(peek()));
      return id;
    }

    private char kindOfPayload() throws PacketFormatException {
      return text.charAt(JsonScanner.scanValue(text, position, limits.maxDepth()));
    }

    private boolean atEnd() {
      return position >= text.length();
    }

    /** The current character; NUL, which no packet has outside of names, at the end. */
    private char peek() {
      return atEnd() ? 0 : text.charAt(position);
    }

    private PacketFormatException invalid(String message) {
      return new PacketFormatException(Reason.INVALID_PAYLOAD, message);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
