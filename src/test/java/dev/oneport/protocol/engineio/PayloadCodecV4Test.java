package dev.oneport.protocol.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.engineio.PayloadCodec.DecodedPayload;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadCodecV4Test {

  private static final PayloadCodec CODEC = EngineProtocol.V4.payloads(false);

  private static final String ALL = "0\u001e1\u001e2probe\u001e3probe\u001e4test\u001ebAQIDBA==";

  private static final List<EnginePacket> ALL_PACKETS =
      List.of(
          EnginePacket.of(EnginePacketType.OPEN, ""),
          EnginePacket.CLOSE,
          EnginePacket.of(EnginePacketType.PING, "probe"),
          EnginePacket.of(EnginePacketType.PONG, "probe"),
          EnginePacket.message("test"),
          EnginePacket.message(ByteBuffer.wrap(new byte[] {1, 2, 3, 4})));

  @Test
  void encodesPacketsJoinedByRecordSeparator() {
    assertThat(CODEC.encode(ALL_PACKETS)).isEqualTo(Payload.of(ALL));
  }

  @Test
  void encodesOneAndNone() {
    assertThat(CODEC.encode(List.of(EnginePacket.message("x")))).isEqualTo(Payload.of("4x"));
    assertThat(CODEC.encode(List.of())).isEqualTo(Payload.of(""));
  }

  @Test
  void decodesWhatItEncodes() {
    DecodedPayload payload = CODEC.decode(Payload.of(ALL), 6);

    assertThat(payload.error()).isNull();
    assertThat(payload.packets()).isEqualTo(ALL_PACKETS);
  }

  @Test
  void deliversPacketsBeforeTheFirstBadOne() {
    assertDecodes("4a\u001ex\u001e4b", Reason.UNKNOWN_ENGINE_PACKET_TYPE, "a");
    assertDecodes("4a\u001e\u001e4b", Reason.EMPTY_PACKET, "a");
    assertDecodes("4a\u001e4b\u001e", Reason.EMPTY_PACKET, "a", "b");
    assertDecodes("4a\u001ebA\u001e4b", Reason.BAD_BASE64, "a");
  }

  @Test
  void refusesMalformedPayloads() {
    assertDecodes("", Reason.EMPTY_PACKET);
    assertDecodes("\u001e", Reason.EMPTY_PACKET);
    assertDecodes("{", Reason.UNKNOWN_ENGINE_PACKET_TYPE);
    assertDecodes("{}", Reason.UNKNOWN_ENGINE_PACKET_TYPE);
    assertDecodes("[\"a123\", \"a456\"]", Reason.UNKNOWN_ENGINE_PACKET_TYPE);
  }

  @Test
  void stopsAtTheLimitOfPackets() {
    assertThat(CODEC.decode(Payload.of("4a\u001e4b"), 2).error()).isNull();
    DecodedPayload payload = CODEC.decode(Payload.of("4a\u001e4b\u001e4c"), 2);
    assertThat(payload.packets()).hasSize(2);
    assertThat(payload.error()).isNotNull();
    assertThat(payload.error().reason()).isEqualTo(Reason.TOO_MANY_PACKETS);
  }

  private static void assertDecodes(String text, Reason reason, String... delivered) {
    DecodedPayload payload = CODEC.decode(Payload.of(text), 100);

    assertThat(payload.packets()).extracting(EnginePacket::data).containsExactly(delivered);
    assertThat(payload.error()).isNotNull();
    assertThat(payload.error().reason()).isEqualTo(reason);
  }
}
