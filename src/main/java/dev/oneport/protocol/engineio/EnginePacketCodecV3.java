package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import java.nio.ByteBuffer;

/**
 * One packet of Engine.IO 3, as text or as bytes. Unlike in Engine.IO 4 a binary message keeps its
 * type: {@code b4} and base64, or a byte 4 and the data. Text packets are the same in both.
 *
 * <p>Stateless; safe for any thread.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol/tree/v3#encoding">Engine.IO 3,
 *     Encoding</a>
 */
public final class EnginePacketCodecV3 {

  /** What a binary message as text begins with, before its base64. */
  private static final String BINARY_PREFIX =
      "" + EnginePacketCodec.BINARY_PREFIX + EnginePacketType.MESSAGE.code();

  private EnginePacketCodecV3() {}

  /**
   * Decodes one packet of a payload or a text frame.
   *
   * @param text its length was checked by the caller
   * @throws PacketFormatException if the text is empty ({@link Reason#EMPTY_PACKET}), the type is
   *     unknown or no message though it is binary ({@link Reason#UNKNOWN_ENGINE_PACKET_TYPE}), or
   *     the base64 malformed ({@link Reason#BAD_BASE64})
   */
  public static EnginePacket decode(String text) throws PacketFormatException {
    if (text.isEmpty() || text.charAt(0) != EnginePacketCodec.BINARY_PREFIX) {
      return EnginePacketCodec.decode(text);
    }
    if (!text.startsWith(BINARY_PREFIX)) {
      throw notAMessage(text.length());
    }
    return EnginePacket.message(EnginePacketCodec.decodeBase64(text, BINARY_PREFIX.length()));
  }

  /**
   * Decodes one binary packet.
   *
   * @param bytes not copied; must not change any more
   * @throws PacketFormatException if there is not even a type ({@link Reason#EMPTY_PACKET}), or it
   *     is no message ({@link Reason#UNKNOWN_ENGINE_PACKET_TYPE})
   */
  public static EnginePacket decode(ByteBuffer bytes) throws PacketFormatException {
    if (!bytes.hasRemaining()) {
      throw new PacketFormatException(Reason.EMPTY_PACKET, "empty binary packet");
    }
    ByteBuffer data = bytes.slice();
    if (EnginePacketType.of((char) ('0' + data.get())) != EnginePacketType.MESSAGE) {
      throw notAMessage(bytes.remaining());
    }
    return EnginePacket.message(data);
  }

  /** The text form of a packet; binary becomes base64. */
  public static String encode(EnginePacket packet) {
    if (!packet.isBinary()) {
      return packet.encodedText();
    }
    // The base64 is made once for all recipients, in the form of Engine.IO 4.
    return BINARY_PREFIX + packet.textForm().substring(1);
  }

  /**
   * The bytes of a binary message, the type first. Made once for all recipients.
   *
   * @throws IllegalStateException if the packet is text
   */
  public static ByteBuffer encodeBinary(EnginePacket packet) {
    return packet.typedBinary();
  }

  private static PacketFormatException notAMessage(int length) {
    return new PacketFormatException(
        Reason.UNKNOWN_ENGINE_PACKET_TYPE, "a binary packet of length " + length + ", no message");
  }
}
