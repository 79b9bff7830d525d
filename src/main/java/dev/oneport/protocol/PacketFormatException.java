package dev.oneport.protocol;

/**
 * What a peer sent is no packet of its protocol.
 *
 * <p>Made for every piece of rubbish that arrives, so it carries no stack trace. The message says
 * what is wrong and where, never what was sent: it may be logged.
 */
public final class PacketFormatException extends Exception {

  /** Why a packet was refused. The names are stable: they appear in logs, metrics and tests. */
  public enum Reason {
    /** Engine.IO: a packet without even a type. */
    EMPTY_PACKET,
    /** Engine.IO: the first character is no packet type. */
    UNKNOWN_ENGINE_PACKET_TYPE,
    /** Engine.IO: a binary packet in text form is no base64. */
    BAD_BASE64,
    /** Engine.IO 3: the length of a packet in a payload is no number, or more than there is. */
    ILLEGAL_PACKET_LENGTH,
    /** Engine.IO: a payload holds more packets than allowed. */
    TOO_MANY_PACKETS,
    /** Socket.IO: the first character is no packet type, or there is none. */
    UNKNOWN_PACKET_TYPE,
    /** Socket.IO: a binary packet does not begin with a number of attachments and a hyphen. */
    ILLEGAL_ATTACHMENT_COUNT,
    /** Socket.IO: a binary packet announces more attachments than allowed. */
    TOO_MANY_ATTACHMENTS,
    /** Socket.IO: an ack id above 2^53-1. */
    ILLEGAL_ACK_ID,
    /** Socket.IO: the payload is no JSON, or not what this packet type needs. */
    INVALID_PAYLOAD,
    /** Socket.IO: the payload is nested deeper than allowed. */
    TOO_DEEP,
    /** Socket.IO: an event uses a name that the protocol keeps for itself. */
    RESERVED_EVENT_NAME,
    /** Socket.IO: an event name is longer than allowed. */
    EVENT_NAME_TOO_LONG,
    /** Socket.IO: a placeholder does not point to one of the packet's attachments. */
    ILLEGAL_ATTACHMENTS,
    /** Socket.IO: a text packet came where an attachment was due. */
    TEXT_INSTEAD_OF_ATTACHMENT,
    /** Socket.IO: an attachment came that no packet had announced. */
    UNEXPECTED_ATTACHMENT
  }

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * Creates the exception, without stack trace.
   *
   * @param reason why the packet was refused
   * @param message what is wrong and where; must not contain anything that the peer sent
   */
  public PacketFormatException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** Why the packet was refused. */
  public Reason reason() {
    return reason;
  }
}
