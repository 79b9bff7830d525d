package dev.oneport.protocol.engineio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.Utf8;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary format of Engine.IO 3. For each packet: 0 for text or 1 for binary, the decimal digits
 * of its length in bytes, each a byte of 0 to 9, then 255, then the packet.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol/tree/v3#payload">Engine.IO 3,
 *     Payload</a>
 */
final class BinaryPayloadV3 {
  private static final byte TEXT = 0;
  private static final byte BINARY = 1;
  private static final byte DELIMITER = (byte) 255;

  private BinaryPayloadV3() {}

  static ByteBuffer encode(List<EnginePacket> packets) {
    List<ByteBuffer> parts = new ArrayList<>(packets.size());
    int length = 0;
    for (EnginePacket packet : packets) {
      ByteBuffer part =
          packet.isBinary()
              ? EnginePacketCodecV3.encodeBinary(packet)
              : Utf8.encode(packet.encodedText());
      parts.add(part);
      length = Math.addExact(length, 2 + digits(part).length() + part.remaining());
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    for (int i = 0; i < parts.size(); i++) {
      ByteBuffer part = parts.get(i);
      payload.put(packets.get(i).isBinary() ? BINARY : TEXT);
      digits(part).chars().forEach(digit -> payload.put((byte) (digit - '0')));
      payload.put(DELIMITER).put(part);
    }
    return payload.flip();
  }

  private static String digits(ByteBuffer part) {
    return Integer.toString(part.remaining());
  }

  static void split(ByteBuffer payload, PacketCollector packets) throws PacketFormatException {
    while (payload.hasRemaining()) {
      byte kind = payload.get();
      if (kind != TEXT && kind != BINARY) {
        throw new PacketFormatException(
            Reason.UNKNOWN_ENGINE_PACKET_TYPE, "neither text nor binary in a binary payload");
      }
      int length = length(payload);
      ByteBuffer packet = payload.slice(payload.position(), length);
      payload.position(payload.position() + length);
      packets.add(
          () ->
              kind == TEXT
                  ? EnginePacketCodecV3.decode(UTF_8.decode(packet).toString())
                  : EnginePacketCodecV3.decode(packet));
    }
  }

  private static int length(ByteBuffer payload) throws PacketFormatException {
    PacketLength length = new PacketLength(payload.limit());
    while (payload.hasRemaining()) {
      byte next = payload.get();
      if (next == DELIMITER) {
        return length.upTo(payload.remaining());
      }
      length.addDigit(next);
    }
    throw new PacketFormatException(
        Reason.ILLEGAL_PACKET_LENGTH, "the length of a packet broke off");
  }
}
