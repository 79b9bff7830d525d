package dev.oneport.protocol.socketio;

import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.json.EncodedArguments;
import org.jspecify.annotations.Nullable;

/**
 * Encodes packets in one wire format, once for all recipients.
 *
 * <p>Stateless; safe for any thread. Every method may throw {@link IllegalArgumentException} for a
 * namespace that can't be written.
 */
public interface PacketEncoder {

  /**
   * Tells a client that it joined a namespace.
   *
   * @param payloadJson the text of a JSON object; null for none
   */
  EncodedPacket connect(String namespace, @Nullable String payloadJson);

  /** Tells a client that it left a namespace. */
  EncodedPacket disconnect(String namespace);

  /**
   * Tells a client that it can't join a namespace.
   *
   * @param payloadJson the text of a JSON object
   */
  EncodedPacket connectError(String namespace, String payloadJson);

  /**
   * An event.
   *
   * @param ackId 0 to 2^53-1, or {@link SocketIoPacket#NO_ACK}
   * @param name not checked for being reserved: see {@link EventNames}
   */
  EncodedPacket event(String namespace, long ackId, String name, EncodedArguments arguments);

  /**
   * The reply to an event.
   *
   * @param ackId the ack id of the event, 0 to 2^53-1
   */
  EncodedPacket ack(String namespace, long ackId, EncodedArguments arguments);
}
