package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import java.util.List;

/**
 * The text format of Engine.IO 3: {@code <length>:<packet>} for each packet, the length in UTF-16
 * units, since JavaScript counts so.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol/tree/v3#payload">Engine.IO 3,
 *     Payload</a>
 */
final class TextPayloadV3 {
  private static final char DELIMITER = ':';
  private static final String EMPTY = "0:";

  private TextPayloadV3() {}

  static String encode(List<EnginePacket> packets) {
    if (packets.isEmpty()) {
      return EMPTY;
    }
    StringBuilder payload = new StringBuilder();
    for (EnginePacket packet : packets) {
      String text = EnginePacketCodecV3.encode(packet);
      payload.append(text.length()).append(DELIMITER).append(text);
    }
    return payload.toString();
  }

  static void split(String payload, PacketCollector packets) throws PacketFormatException {
    if (payload.isEmpty()) {
      throw new PacketFormatException(Reason.EMPTY_PACKET, "empty payload");
    }
    int from = 0;
    while (from < payload.length()) {
      int start = payload.indexOf(DELIMITER, from) + 1;
      if (start == 0) {
        throw new PacketFormatException(
            Reason.ILLEGAL_PACKET_LENGTH, "no length of a packet at " + from);
      }
      from = start + length(payload, from, start - 1);
      if (from > start) {
        String packet = payload.substring(start, from);
        packets.add(() -> EnginePacketCodecV3.decode(packet));
      }
    }
  }

  private static int length(String payload, int from, int delimiter) throws PacketFormatException {
    PacketLength length = new PacketLength(payload.length());
    for (int i = from; i < delimiter; i++) {
      length.addDigit(payload.charAt(i) - '0');
    }
    return length.upTo(payload.length() - delimiter - 1);
  }
}
