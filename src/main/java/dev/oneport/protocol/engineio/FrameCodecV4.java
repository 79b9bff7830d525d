package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.websocket.Frame;
import java.nio.ByteBuffer;

/**
 * Frames of Engine.IO 4: a binary frame is a message as it is.
 *
 * @param base64 whether binary messages leave as text frames
 */
record FrameCodecV4(boolean base64) implements FrameCodec {

  @Override
  public boolean isText(EnginePacket packet) {
    return base64 || !packet.isBinary();
  }

  @Override
  public String text(EnginePacket packet) {
    return EnginePacketCodec.encode(packet);
  }

  @Override
  public ByteBuffer binary(EnginePacket packet) {
    return packet.binary();
  }

  @Override
  public Frame frame(EnginePacket packet) {
    return isText(packet) && packet.isBinary() ? Frame.text(text(packet)) : packet.frame();
  }

  @Override
  public EnginePacket decode(String text) throws PacketFormatException {
    return EnginePacketCodec.decode(text);
  }

  @Override
  public EnginePacket decode(ByteBuffer binary) {
    return EnginePacket.message(binary);
  }
}
