package dev.oneport.engineio.transport;

import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.Payload;
import dev.oneport.protocol.engineio.PayloadCodec;
import java.util.List;

/**
 * The body of the answer to a poll.
 *
 * @param content packets, joined
 * @param compress whether compressing it is worth while, if it is long enough
 */
public record PollPayload(Payload content, boolean compress) {

  /** Joins packets; any that is worth compressing makes the whole so. */
  public static PollPayload of(PayloadCodec codec, List<EnginePacket> packets) {
    return new PollPayload(
        codec.encode(packets), packets.stream().anyMatch(EnginePacket::compress));
  }
}
