package dev.oneport.protocol.socketio;

import dev.oneport.protocol.PacketFormatException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the packets of one client from its Engine.IO messages, text and binary.
 *
 * <p>Confined to its session's lane: not safe for several threads. After an exception it expects a
 * new packet; the reference closes the connection then, and so should the caller.
 */
public interface PacketDecoder {

  /**
   * Takes a text message.
   *
   * @param encodedText may be kept alive by the packet
   * @param offset where the packet begins: 1 skips the type of Engine.IO
   * @return the packet; null if more of it is still to come
   * @throws PacketFormatException if it is none
   */
  @Nullable SocketIoPacket add(String encodedText, int offset) throws PacketFormatException;

  /**
   * Takes a binary message.
   *
   * @param binary its remaining bytes; not copied, must not change any more
   * @return the packet; null if more of it is still to come
   * @throws PacketFormatException if it is neither a packet nor the due part of one
   */
  @Nullable SocketIoPacket add(ByteBuffer binary) throws PacketFormatException;

  /** Forgets a packet of which more is still to come. The decoder can be used further. */
  void destroy();
}
