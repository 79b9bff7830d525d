package dev.oneport.engineio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.engineio.EnginePacket;

/** Who gets what a transport receives. Called on a container's thread; never blocks. */
public interface PacketReceiver {

  /** A packet came. */
  void onPacket(EnginePacket packet);

  /** Something came that is no packet. */
  void onFormatError(PacketFormatException error);

  /** The connection broke, or the peer broke a rule of the transport. */
  void onTransportError(String what);

  /** The peer closed the connection. */
  void onTransportClose();
}
