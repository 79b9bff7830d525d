package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The text form of one packet: a WebSocket text frame, or a part of a polling payload.
 *
 * <p>Binary WebSocket frames need no codec: see {@link EnginePacket#message(ByteBuffer)}. Engine.IO
 * 3 has binary in forms of its own: see {@link EnginePacketCodecV3}.
 *
 * <p>Stateless; safe for any thread.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#packet-encoding">Engine.IO 4, Packet
 *     encoding</a>
 */
public final class EnginePacketCodec {

  static final char BINARY_PREFIX = 'b';

  private EnginePacketCodec() {}

  /**
   * Decodes one packet of an HTTP long-polling payload or a text frame.
   *
   * @param text one packet without separator; its length was checked by the caller
   * @return the packet; a binary message for the {@code b} prefix
   * @throws PacketFormatException if the text is empty ({@link Reason#EMPTY_PACKET}), the type is
   *     unknown ({@link Reason#UNKNOWN_ENGINE_PACKET_TYPE}) or the base64 malformed ({@link
   *     Reason#BAD_BASE64}); padding may be left out, and there may be line breaks
   */
  public static EnginePacket decode(String text) throws PacketFormatException {
    if (text.isEmpty()) {
      throw new PacketFormatException(Reason.EMPTY_PACKET, "empty packet");
    }
    char code = text.charAt(0);
    EnginePacketType type = EnginePacketType.of(code);
    if (type != null) {
      return EnginePacket.ofEncodedText(type, text);
    }
    if (code == BINARY_PREFIX) {
      return EnginePacket.message(decodeBase64(text, 1));
    }
    throw new PacketFormatException(
        Reason.UNKNOWN_ENGINE_PACKET_TYPE, "unknown type of a packet of length " + text.length());
  }

  /**
   * Moves what is no line break to the front: the official Java client breaks its base64 into
   * lines.
   *
   * @return how much is left
   */
  private static int withoutLineBreaks(byte[] latin1) {
    int length = 0;
    for (byte each : latin1) {
      if (each != '\n' && each != '\r') {
        latin1[length++] = each;
      }
    }
    return length;
  }

  /** The bytes of the base64 that a text has from an index on. */
  static ByteBuffer decodeBase64(String text, int from) throws PacketFormatException {
    // What is not Latin-1 becomes '?', which is not in the alphabet either.
    byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = withoutLineBreaks(latin1);
    try {
      return Base64.getDecoder().decode(ByteBuffer.wrap(latin1, from, length - from));
    } catch (IllegalArgumentException e) {
      // Its message quotes the offending character.
      throw new PacketFormatException(
          Reason.BAD_BASE64, "malformed base64 in a packet of length " + text.length());
    }
  }

  /**
   * The text form of a packet.
   *
   * @return {@link EnginePacket#encodedText()}; for a binary message {@code b} and its base64. Kept
   *     with the packet, so that a broadcast pays for it once.
   */
  public static String encode(EnginePacket packet) {
    return packet.textForm();
  }
}
