package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;

/** Reads the decimal length of a packet in a payload of Engine.IO 3. For one thread. */
final class PacketLength {
  private final int payloadLength;
  private boolean any;
  private int value;

  /** With the length of the payload, which none in it can exceed. */
  PacketLength(int payloadLength) {
    this.payloadLength = payloadLength;
  }

  void addDigit(int digit) throws PacketFormatException {
    if (digit < 0 || digit > 9) {
      throw illegal("not a number");
    }
    any = true;
    long next = 10L * value + digit;
    if (next > payloadLength) {
      throw illegal("more than there is");
    }
    value = (int) next;
  }

  /**
   * The length.
   *
   * @param available how much follows
   */
  int upTo(int available) throws PacketFormatException {
    if (!any) {
      throw illegal("missing");
    }
    if (value > available) {
      throw illegal("more than there is");
    }
    return value;
  }

  private static PacketFormatException illegal(String what) {
    return new PacketFormatException(
        Reason.ILLEGAL_PACKET_LENGTH, "the length of a packet in a payload is " + what);
  }
}
