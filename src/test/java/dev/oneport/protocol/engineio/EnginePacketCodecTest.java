package dev.oneport.protocol.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.PacketFormatException.Reason;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnginePacketCodecTest {

  @ParameterizedTest
  @CsvSource({
    "0, OPEN, ''",
    "1, CLOSE, ''",
    "2probe, PING, probe",
    "3probe, PONG, probe",
    "4test, MESSAGE, test",
    "4, MESSAGE, ''",
    "5, UPGRADE, ''",
    "6, NOOP, ''",
    "41€, MESSAGE, 1€"
  })
  void decodesAndEncodesText(String encoded, EnginePacketType type, String data) throws Exception {
    EnginePacket packet = EnginePacketCodec.decode(encoded);

    assertThat(packet.type()).isEqualTo(type);
    assertThat(packet.isBinary()).isFalse();
    assertThat(packet.data()).isEqualTo(data);
    assertThat(packet.encodedText()).isSameAs(encoded);
    assertThat(EnginePacketCodec.encode(packet)).isSameAs(encoded);
    assertThat(packet).isEqualTo(EnginePacket.of(type, data));
  }

  @ParameterizedTest
  @CsvSource({"bAQIDBA==, 4", "bAQIDBA, 4", "b, 0", "bAQI=, 2", "bAQI, 2", "b+/+/, 3"})
  void decodesBase64WithOrWithoutPadding(String encoded, int length) throws Exception {
    EnginePacket packet = EnginePacketCodec.decode(encoded);

    assertThat(packet.type()).isEqualTo(EnginePacketType.MESSAGE);
    assertThat(packet.isBinary()).isTrue();
    assertThat(packet.binary().remaining()).isEqualTo(length);
    assertThat(packet.byteLength()).isEqualTo(length);
  }

  @Test
  void encodesBinaryAsBase64Once() {
    EnginePacket packet = EnginePacket.message(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));

    assertThat(EnginePacketCodec.encode(packet)).isEqualTo("bAQIDBA==");
    assertThat(EnginePacketCodec.encode(packet)).isSameAs(EnginePacketCodec.encode(packet));
  }

  @Test
  void refusesEmptyPacket() {
    assertReason("", Reason.EMPTY_PACKET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "a123", "{", "{}", "/", ":", " 4", "-1", "B", "٤"})
  void refusesUnknownType(String encoded) {
    assertReason(encoded, Reason.UNKNOWN_ENGINE_PACKET_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bA", "bAQI==", "bAQ=", "bAQ ID", "b_-_-", "b====", "bAQIDBA==x", "bé", "b€A"})
  void refusesMalformedBase64(String encoded) {
    assertReason(encoded, Reason.BAD_BASE64);
  }

  @Test
  void errorsQuoteNothingAndCarryNoStackTrace() {
    PacketFormatException e =
        catchThrowableOfType(PacketFormatException.class, () -> EnginePacketCodec.decode("secret"));

    assertThat(e.getMessage()).doesNotContain("secret");
    assertThat(e.getStackTrace()).isEmpty();
  }

  @Test
  void binaryIsReadOnlyViewWithItsOwnPosition() {
    ByteBuffer source = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2);
    EnginePacket packet = EnginePacket.message(source);

    ByteBuffer first = packet.binary();
    assertThat(first.get()).isEqualTo((byte) 1);
    assertThat(packet.binary()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(source.remaining()).isEqualTo(2);
    assertThatThrownBy(() -> first.put(0, (byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void formsOfOneKindAreNotToBeHadFromTheOther() {
    EnginePacket binary = EnginePacket.message(ByteBuffer.allocate(1));

    assertThatThrownBy(binary::encodedText).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(binary::data).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(EnginePacket.PING::binary).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> EnginePacket.ofEncodedText(EnginePacketType.MESSAGE, "2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EnginePacket.ofEncodedText(EnginePacketType.MESSAGE, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void byteLengthCountsUtf8AndType() {
    assertThat(EnginePacket.message("1€").byteLength()).isEqualTo(5);
    assertThat(EnginePacket.PING.byteLength()).isEqualTo(1);
  }

  @Test
  void constantsAreTheirDigits() {
    assertThat(EnginePacket.PING.encodedText()).isEqualTo("2");
    assertThat(EnginePacket.PONG.encodedText()).isEqualTo("3");
    assertThat(EnginePacket.NOOP.encodedText()).isEqualTo("6");
    assertThat(EnginePacket.CLOSE.encodedText()).isEqualTo("1");
  }

  @Test
  void equalityFollowsTypeAndData() {
    EnginePacket packet = EnginePacket.message("a");

    assertThat(packet).isEqualTo(EnginePacket.message("a")).isNotEqualTo(EnginePacket.message("b"));
    assertThat(packet).hasSameHashCodeAs(EnginePacket.message("a"));
    assertThat(packet).isNotEqualTo(EnginePacket.of(EnginePacketType.PING, "a"));
    assertThat(EnginePacket.message(ByteBuffer.allocate(2)))
        .isEqualTo(EnginePacket.message(ByteBuffer.allocate(2)))
        .isNotEqualTo(EnginePacket.message(ByteBuffer.allocate(3)));
  }

  @Test
  void textFormHidesData() {
    assertThat(EnginePacket.message("secret")).hasToString("MESSAGE, 7 bytes");
    assertThat(EnginePacket.message(ByteBuffer.allocate(2))).hasToString("MESSAGE binary, 2 bytes");
  }

  private static void assertReason(String encoded, Reason reason) {
    PacketFormatException e =
        catchThrowableOfType(PacketFormatException.class, () -> EnginePacketCodec.decode(encoded));
    assertThat(e).isNotNull();
    assertThat(e.reason()).isEqualTo(reason);
  }

  @Test
  void compressionIsWantedUnlessSaidOtherwise() {
    EnginePacket packet = EnginePacket.message("a");

    assertThat(packet.compress()).isTrue();
    assertThat(packet.withoutCompression().compress()).isFalse();
    assertThat(packet.withoutCompression()).isEqualTo(packet);
  }
}
