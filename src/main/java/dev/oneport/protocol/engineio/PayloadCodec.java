package dev.oneport.protocol.engineio;

import dev.oneport.protocol.PacketFormatException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Between packets and the bodies of HTTP long-polling. What it is depends on the session: see
 * {@link EngineProtocol#payloads}. Stateless; safe for any thread.
 */
public interface PayloadCodec {

  /**
   * What a payload held.
   *
   * @param packets those that could be decoded, in order, up to the first that could not
   * @param error why decoding stopped; null if it reached the end
   */
  record DecodedPayload(List<EnginePacket> packets, @Nullable PacketFormatException error) {
    /** Copies the list. */
    public DecodedPayload {
      packets = List.copyOf(packets);
    }
  }

  /** Whether the client may send binary payloads. */
  boolean readsBinary();

  /** Joins packets to the body of an answer. */
  Payload encode(List<EnginePacket> packets);

  /**
   * Splits the body of a request. Stops at the first bad packet: those before it are delivered, the
   * error is reported beside them.
   *
   * @param payload its length was checked by the caller; binary only if {@link #readsBinary}
   * @param maxPackets at most so many packets are decoded; one more is the error {@link
   *     PacketFormatException.Reason#TOO_MANY_PACKETS}
   */
  DecodedPayload decode(Payload payload, int maxPackets);
}
