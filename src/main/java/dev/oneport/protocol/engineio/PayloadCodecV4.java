package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import java.util.List;

/**
 * Payloads of Engine.IO 4: packets joined by the character 0x1E, which is not escaped inside of
 * them. Binary is base64, always.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#http-long-polling-1">Engine.IO 4,
 *     HTTP long-polling</a>
 */
enum PayloadCodecV4 implements PayloadCodec {
  INSTANCE;

  private static final char SEPARATOR = 0x1E;

  @Override
  public boolean readsBinary() {
    return false;
  }

  @Override
  public Payload encode(List<EnginePacket> packets) {
    if (packets.size() == 1) {
      return Payload.of(EnginePacketCodec.encode(packets.get(0)));
    }
    int length = packets.size();
    for (EnginePacket packet : packets) {
      length += EnginePacketCodec.encode(packet).length();
    }
    StringBuilder payload = new StringBuilder(length);
    for (EnginePacket packet : packets) {
      if (payload.length() > 0) {
        payload.append(SEPARATOR);
      }
      payload.append(EnginePacketCodec.encode(packet));
    }
    return Payload.of(payload.toString());
  }

  @Override
  public DecodedPayload decode(Payload payload, int maxPackets) {
    return PacketCollector.collect(maxPackets, packets -> split(payload.text(), packets));
  }

  private static void split(String payload, PacketCollector packets) throws PacketFormatException {
    int from = 0;
    while (from <= payload.length()) {
      int separator = payload.indexOf(SEPARATOR, from);
      int to = separator < 0 ? payload.length() : separator;
      String packet = payload.substring(from, to);
      packets.add(() -> EnginePacketCodec.decode(packet));
      from = to + 1;
    }
  }
}
