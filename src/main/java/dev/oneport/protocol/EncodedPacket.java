package dev.oneport.protocol;

import dev.oneport.protocol.engineio.EnginePacket;
import java.util.List;

/**
 * One Socket.IO packet ready for any Engine.IO transport: a text packet and the binary packets of
 * its attachments, which must be sent in this order with nothing in between.
 *
 * <p>Made once and shared by all recipients. Immutable; safe for any thread.
 */
public final class EncodedPacket {

  private final List<EnginePacket> packets;
  private final int byteLength;
  private final Delivery delivery;

  /**
   * Joins what belongs together.
   *
   * @param packets the text packet first, then one binary packet per attachment
   */
  public EncodedPacket(List<EnginePacket> packets) {
    this(packets, Delivery.NORMAL);
  }

  private EncodedPacket(List<EnginePacket> packets, Delivery delivery) {
    this.packets = List.copyOf(packets);
    int sum = 0;
    for (EnginePacket packet : this.packets) {
      sum = Math.addExact(sum, packet.byteLength());
    }
    this.byteLength = sum;
    this.delivery = delivery;
  }

  /** The same content, to be delivered in another way than {@link Delivery#NORMAL}. */
  public EncodedPacket with(Delivery other) {
    if (other.equals(Delivery.NORMAL)) {
      return this;
    }
    return new EncodedPacket(
        other.compress()
            ? packets
            : packets.stream().map(EnginePacket::withoutCompression).toList(),
        other);
  }

  /** How it is to be delivered. */
  public Delivery delivery() {
    return delivery;
  }

  /** The packets in the order in which they must be sent; at least one. */
  public List<EnginePacket> packets() {
    return packets;
  }

  /** The bytes of all packets, as WebSocket would carry them; for budgets. */
  public int byteLength() {
    return byteLength;
  }

  /** Says how much there is, not what. */
  @Override
  public String toString() {
    return "EncodedPacket[packets=" + packets.size() + ", byteLength=" + byteLength + "]";
  }
}
