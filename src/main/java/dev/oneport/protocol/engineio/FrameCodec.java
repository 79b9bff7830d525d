package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.websocket.Frame;
import java.nio.ByteBuffer;

/**
 * Between packets and WebSocket frames, one packet in each frame. What it is depends on the
 * session: see {@link EngineProtocol#frames}. Stateless; safe for any thread.
 */
public interface FrameCodec {

  /** Whether a packet goes as a text frame. */
  boolean isText(EnginePacket packet);

  /** The content of its text frame; only for packets that go as text. */
  String text(EnginePacket packet);

  /** The content of its binary frame; only for packets that go as binary. */
  ByteBuffer binary(EnginePacket packet);

  /** The frame of a packet; the same for all who send it in the form most clients take. */
  default Frame frame(EnginePacket packet) {
    if (!packet.isBinary()) {
      return packet.frame();
    }
    return isText(packet) ? Frame.text(text(packet)) : Frame.binary(binary(packet));
  }

  /**
   * The packet of a text frame.
   *
   * @param text its length was checked by the caller
   * @throws PacketFormatException as {@link EnginePacketCodec#decode}
   */
  EnginePacket decode(String text) throws PacketFormatException;

  /**
   * The packet of a binary frame.
   *
   * @param binary its remaining bytes; not copied, must not change any more
   * @throws PacketFormatException if it is no packet of this protocol
   */
  EnginePacket decode(ByteBuffer binary) throws PacketFormatException;
}
