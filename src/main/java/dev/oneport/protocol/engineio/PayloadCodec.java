package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payloads of HTTP long-polling: packets joined by the character 0x1E, which is not escaped inside
 * of them.
 *
 * <p>Stateless; safe for any thread.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#http-long-polling-1">Engine.IO 4,
 *     HTTP long-polling</a>
 */
public final class PayloadCodec {

  private static final char SEPARATOR = 0x1E;

  private PayloadCodec() {}

  /**
   * What a payload held.
   *
   * @param packets those that could be decoded, in order, up to the first that could not
   * @param error why decoding stopped; null if it reached the end
   */
  public record DecodedPayload(List<EnginePacket> packets, @Nullable PacketFormatException error) {
    /** Copies the list. */
    public DecodedPayload {
      packets = List.copyOf(packets);
    }
  }

  /**
   * Joins packets.
   *
   * @return the body of an HTTP response; empty if there are no packets
   */
  public static String encode(List<EnginePacket> packets) {
    if (packets.size() == 1) {
      return EnginePacketCodec.encode(packets.get(0));
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
    return payload.toString();
  }

  /**
   * Splits a payload. Stops at the first bad packet: those before it are delivered, the error is
   * reported beside them.
   *
   * @param payload the body of an HTTP request; its length was checked by the caller
   * @param maxPackets at most so many packets are decoded; one more is the error {@link
   *     Reason#TOO_MANY_PACKETS}
   */
  public static DecodedPayload decode(String payload, int maxPackets) {
    List<EnginePacket> packets = new ArrayList<>();
    PacketFormatException error = null;
    try {
      int from = 0;
      while (from <= payload.length()) {
        if (packets.size() == maxPackets) {
          throw new PacketFormatException(
              Reason.TOO_MANY_PACKETS, "more than " + maxPackets + " packets in a payload");
        }
        int separator = payload.indexOf(SEPARATOR, from);
        int to = separator < 0 ? payload.length() : separator;
        packets.add(EnginePacketCodec.decode(payload.substring(from, to)));
        from = to + 1;
      }
    } catch (PacketFormatException e) {
      error = e;
    }
    return new DecodedPayload(packets, error);
  }
}
