package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import java.util.List;

/**
 * Payloads of Engine.IO 3, in two formats: as text, each packet after its length, or as bytes, used
 * only where a packet is binary and the client can receive that.
 *
 * @param base64 whether it can't
 * @see <a href="https://github.com/socketio/engine.io-protocol/tree/v3#payload">Engine.IO 3,
 *     Payload</a>
 */
record PayloadCodecV3(boolean base64) implements PayloadCodec {

  @Override
  public boolean readsBinary() {
    return true;
  }

  @Override
  public Payload encode(List<EnginePacket> packets) {
    return !base64 && packets.stream().anyMatch(EnginePacket::isBinary)
        ? Payload.of(BinaryPayloadV3.encode(packets))
        : Payload.of(TextPayloadV3.encode(packets));
  }

  @Override
  public DecodedPayload decode(Payload payload, int maxPackets) {
    return PacketCollector.collect(maxPackets, packets -> split(payload, packets));
  }

  private static void split(Payload payload, PacketCollector packets) throws PacketFormatException {
    if (payload.isBinary()) {
      BinaryPayloadV3.split(payload.binary(), packets);
    } else {
      TextPayloadV3.split(payload.text(), packets);
    }
  }
}
