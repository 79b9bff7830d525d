package dev.oneport.protocol.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnginePacketCodecV3Test {

  private static final EnginePacket BINARY = EnginePacket.message(bytes(1, 2, 3, 4));

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  @Test
  void textIsTheTypeAndTheData() throws PacketFormatException {
    assertThat(EnginePacketCodecV3.encode(EnginePacket.message("héllo"))).isEqualTo("4héllo");
    assertThat(EnginePacketCodecV3.decode("4héllo")).isEqualTo(EnginePacket.message("héllo"));
    assertThat(EnginePacketCodecV3.decode("2probe"))
        .isEqualTo(EnginePacket.of(EnginePacketType.PING, "probe"));
  }

  @Test
  void binaryAsTextKeepsItsType() throws PacketFormatException {
    assertThat(EnginePacketCodecV3.encode(BINARY)).isEqualTo("b4AQIDBA==");
    assertThat(EnginePacketCodecV3.decode("b4AQIDBA==")).isEqualTo(BINARY);
    assertThat(EnginePacketCodecV3.decode("b4AQIDBA")).isEqualTo(BINARY);
    assertThat(EnginePacketCodecV3.decode("b4")).isEqualTo(EnginePacket.message(bytes()));
  }

  @Test
  void binaryBeginsWithItsType() throws PacketFormatException {
    assertThat(EnginePacketCodecV3.encodeBinary(BINARY)).isEqualTo(bytes(4, 1, 2, 3, 4));
    assertThat(EnginePacketCodecV3.decode(bytes(4, 1, 2, 3, 4))).isEqualTo(BINARY);
    assertThat(EnginePacketCodecV3.decode(bytes(4))).isEqualTo(EnginePacket.message(bytes()));
  }

  @Test
  void theBytesAreMadeOnceForAllRecipients() {
    ByteBuffer first = EnginePacketCodecV3.encodeBinary(BINARY);
    first.position(3);

    assertThat(EnginePacketCodecV3.encodeBinary(BINARY)).isEqualTo(bytes(4, 1, 2, 3, 4));
    assertThat(first.isReadOnly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'',       EMPTY_PACKET",
    "7,        UNKNOWN_ENGINE_PACKET_TYPE",
    "x,        UNKNOWN_ENGINE_PACKET_TYPE",
    "b,        UNKNOWN_ENGINE_PACKET_TYPE",
    "bAQID,    UNKNOWN_ENGINE_PACKET_TYPE",
    "b2AQID,   UNKNOWN_ENGINE_PACKET_TYPE",
    "b4A,      BAD_BASE64",
    "b4AQ!D,   BAD_BASE64"
  })
  void refusesText(String text, Reason reason) {
    assertThat(
            catchThrowableOfType(
                    PacketFormatException.class, () -> EnginePacketCodecV3.decode(text))
                .reason())
        .isEqualTo(reason);
  }

  @Test
  void refusesBytes() {
    assertThat(reason(bytes())).isEqualTo(Reason.EMPTY_PACKET);
    for (int type : new int[] {0, 2, 5, 7, '4', 0xFF}) {
      assertThat(reason(bytes(type, 1))).isEqualTo(Reason.UNKNOWN_ENGINE_PACKET_TYPE);
    }
  }

  private static Reason reason(ByteBuffer bytes) {
    return catchThrowableOfType(
            PacketFormatException.class, () -> EnginePacketCodecV3.decode(bytes))
        .reason();
  }
}
