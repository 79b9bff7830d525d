package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import java.nio.ByteBuffer;

/**
 * Frames of Engine.IO 3: the type comes first in binary ones too.
 *
 * @param base64 whether binary messages leave as text frames
 */
record FrameCodecV3(boolean base64) implements FrameCodec {

  @Override
  public boolean isText(EnginePacket packet) {
    return base64 || !packet.isBinary();
  }

  @Override
  public String text(EnginePacket packet) {
    return EnginePacketCodecV3.encode(packet);
  }

  @Override
  public ByteBuffer binary(EnginePacket packet) {
    return EnginePacketCodecV3.encodeBinary(packet);
  }

  @Override
  public EnginePacket decode(String text) throws PacketFormatException {
    return EnginePacketCodecV3.decode(text);
  }

  @Override
  public EnginePacket decode(ByteBuffer binary) throws PacketFormatException {
    return EnginePacketCodecV3.decode(binary);
  }
}
