package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.engineio.PayloadCodec.DecodedPayload;
import java.util.ArrayList;
import java.util.List;

/** Collects the packets of one payload, up to a limit. For one thread. */
final class PacketCollector {

  private final int maxPackets;
  private final List<EnginePacket> packets = new ArrayList<>();

  /** Takes a payload apart. */
  @FunctionalInterface
  interface Splitter {
    /** Adds every packet to the collector. */
    void split(PacketCollector packets) throws PacketFormatException;
  }

  /** Decodes one packet. */
  @FunctionalInterface
  interface Source {
    /** The packet. */
    EnginePacket decode() throws PacketFormatException;
  }

  private PacketCollector(int maxPackets) {
    this.maxPackets = maxPackets;
  }

  /** Runs a splitter: what it added before it failed, and how it failed. */
  static DecodedPayload collect(int maxPackets, Splitter splitter) {
    PacketCollector collector = new PacketCollector(maxPackets);
    PacketFormatException error = null;
    try {
      splitter.split(collector);
    } catch (PacketFormatException e) {
      error = e;
    }
    return new DecodedPayload(collector.packets, error);
  }

  /** Adds a packet, which is not even decoded if there are enough. */
  void add(Source packet) throws PacketFormatException {
    if (packets.size() == maxPackets) {
      throw new PacketFormatException(
          Reason.TOO_MANY_PACKETS, "more than " + maxPackets + " packets in a payload");
    }
    packets.add(packet.decode());
  }
}
