package dev.oneport.protocol.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.engineio.PayloadCodec.DecodedPayload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCodecV3Test {

  private static final PayloadCodec CODEC = EngineProtocol.V3.payloads(false);
  private static final PayloadCodec BASE64 = EngineProtocol.V3.payloads(true);

  private static final EnginePacket HELLO = EnginePacket.message("hello");
  private static final EnginePacket BYTES = EnginePacket.message(bytes(1, 2, 3, 4));

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  @Nested
  class Text {

    private static void assertDecodes(String text, EnginePacket... packets) {
      DecodedPayload decoded = CODEC.decode(Payload.of(text), 100);
      assertThat(decoded.error()).isNull();
      assertThat(decoded.packets()).containsExactly(packets);
    }

    @Test
    void isEachPacketAfterItsLength() {
      List<EnginePacket> packets =
          List.of(HELLO, EnginePacket.PONG, EnginePacket.message("€"), EnginePacket.message(""));
      String text = "6:4hello1:32:4€1:4";

      assertThat(CODEC.encode(packets)).isEqualTo(Payload.of(text));
      assertDecodes(text, packets.toArray(EnginePacket[]::new));
    }

    @Test
    void lengthsCountUtf16Units() {
      assertThat(CODEC.encode(List.of(EnginePacket.message("🎉")))).isEqualTo(Payload.of("3:4🎉"));
      assertDecodes("3:4🎉1:2", EnginePacket.message("🎉"), EnginePacket.PING);
    }

    @Test
    void binaryIsBase64ForClientsWithoutBinary() {
      assertThat(BASE64.encode(List.of(HELLO, BYTES)))
          .isEqualTo(Payload.of("6:4hello10:b4AQIDBA=="));
      assertDecodes("6:4hello10:b4AQIDBA==", HELLO, BYTES);
    }

    @Test
    void colonsAndDigitsAreData() {
      assertDecodes("6:4a:5:b2:42", EnginePacket.message("a:5:b"), EnginePacket.message("2"));
    }

    @Test
    void emptyOnesAreNoPackets() {
      assertThat(CODEC.encode(List.of())).isEqualTo(Payload.of("0:"));
      assertDecodes("0:");
      assertDecodes("0:1:20:", EnginePacket.PING);
    }

    @Test
    void lengthsMayBeginWithZeros() {
      assertDecodes("0001:2", EnginePacket.PING);
    }

    @ParameterizedTest
    @CsvSource({
      "'',             EMPTY_PACKET",
      "abc,            ILLEGAL_PACKET_LENGTH",
      "':4',           ILLEGAL_PACKET_LENGTH",
      "'1',            ILLEGAL_PACKET_LENGTH",
      "'3:4a',         ILLEGAL_PACKET_LENGTH",
      "'-1:4',         ILLEGAL_PACKET_LENGTH",
      "'+1:4',         ILLEGAL_PACKET_LENGTH",
      "'1.0:4',        ILLEGAL_PACKET_LENGTH",
      "'0x1:4',        ILLEGAL_PACKET_LENGTH",
      "' 1:4',         ILLEGAL_PACKET_LENGTH",
      "'1e0:4',        ILLEGAL_PACKET_LENGTH",
      "'١:4',          ILLEGAL_PACKET_LENGTH",
      "'4294967297:4', ILLEGAL_PACKET_LENGTH",
      "'1:7',          UNKNOWN_ENGINE_PACKET_TYPE",
      "'4:b4A!',       BAD_BASE64"
    })
    void isRefused(String text, Reason reason) {
      DecodedPayload decoded = CODEC.decode(Payload.of(text), 100);
      assertThat(decoded.packets()).isEmpty();
      assertThat(decoded.error()).isNotNull();
      assertThat(decoded.error().reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:22", "1:22:", "1:2x", "1:29:4a", "1:21:x"})
    void packetsBeforeTheFirstBadOneAreDelivered(String text) {
      DecodedPayload decoded = CODEC.decode(Payload.of(text), 100);
      assertThat(decoded.packets()).containsExactly(EnginePacket.PING);
      assertThat(decoded.error()).isNotNull();
    }

    @Test
    void stopsAtTheLimitOfPackets() {
      assertThat(CODEC.decode(Payload.of("1:21:2"), 2).error()).isNull();
      DecodedPayload decoded = CODEC.decode(Payload.of("1:21:21:2"), 2);
      assertThat(decoded.packets()).hasSize(2);
      assertThat(decoded.error()).isNotNull();
      assertThat(decoded.error().reason()).isEqualTo(Reason.TOO_MANY_PACKETS);
    }
  }

  @Nested
  class Binary {

    private static DecodedPayload decode(int... bytes) {
      return CODEC.decode(Payload.of(bytes(bytes)), 100);
    }

    private static void assertRefused(Reason reason, int... bytes) {
      DecodedPayload decoded = decode(bytes);
      assertThat(decoded.packets()).isEmpty();
      assertThat(decoded.error()).isNotNull();
      assertThat(decoded.error().reason()).isEqualTo(reason);
    }

    @Test
    void isUsedOnceAPacketIsBinary() {
      int[] payload = {0, 6, 255, '4', 'h', 'e', 'l', 'l', 'o', 1, 5, 255, 4, 1, 2, 3, 4};

      assertThat(CODEC.encode(List.of(HELLO, BYTES))).isEqualTo(Payload.of(bytes(payload)));
      assertThat(decode(payload).error()).isNull();
      assertThat(decode(payload).packets()).containsExactly(HELLO, BYTES);
    }

    @Test
    void lengthsCountBytesDigitByDigit() {
      EnginePacket euros = EnginePacket.message("€€€");
      int[] payload = {
        0, 1, 0, 255, '4', 0xE2, 0x82, 0xAC, 0xE2, 0x82, 0xAC, 0xE2, 0x82, 0xAC, 1, 1, 255, 4
      };
      EnginePacket empty = EnginePacket.message(bytes());

      assertThat(CODEC.encode(List.of(euros, empty))).isEqualTo(Payload.of(bytes(payload)));
      assertThat(decode(payload).packets()).containsExactly(euros, empty);
    }

    @Test
    void lengthsMayBeginWithZeros() {
      assertThat(decode(1, 0, 0, 2, 255, 4, 9).packets())
          .containsExactly(EnginePacket.message(bytes(9)));
    }

    @Test
    void loneSurrogatesBecomeReplacementCharacters() {
      EnginePacket empty = EnginePacket.message(bytes());
      assertThat(CODEC.encode(List.of(EnginePacket.message("\ud83c"), empty)))
          .isEqualTo(Payload.of(bytes(0, 4, 255, '4', 0xEF, 0xBF, 0xBD, 1, 1, 255, 4)));
      assertThat(decode(0, 4, 255, '4', 0xED, 0xA0, 0xBC).packets())
          .containsExactly(EnginePacket.message("\ufffd"));
    }

    @Test
    void nothingIsNoPacket() {
      assertThat(decode()).isEqualTo(new DecodedPayload(List.of(), null));
    }

    @Test
    void isRefused() {
      assertRefused(Reason.UNKNOWN_ENGINE_PACKET_TYPE, 2, 1, 255, 4);
      assertRefused(Reason.ILLEGAL_PACKET_LENGTH, 0);
      assertRefused(Reason.ILLEGAL_PACKET_LENGTH, 0, 255, '4');
      assertRefused(Reason.ILLEGAL_PACKET_LENGTH, 0, 1);
      assertRefused(Reason.ILLEGAL_PACKET_LENGTH, 0, 2, 255, '4');
      assertRefused(Reason.ILLEGAL_PACKET_LENGTH, 0, 10, 255, '4');
      assertRefused(Reason.ILLEGAL_PACKET_LENGTH, 0, '1', 255, '4');
      assertRefused(Reason.EMPTY_PACKET, 0, 0, 255);
      assertRefused(Reason.EMPTY_PACKET, 1, 0, 255);
      assertRefused(Reason.UNKNOWN_ENGINE_PACKET_TYPE, 0, 1, 255, '7');
      assertRefused(Reason.UNKNOWN_ENGINE_PACKET_TYPE, 1, 1, 255, 2);
      assertRefused(Reason.BAD_BASE64, 0, 3, 255, 'b', '4', '!');
    }

    @Test
    void anEndlessLengthIsRefusedAtOnce() {
      int[] payload = new int[1_000];
      Arrays.fill(payload, 9);
      payload[0] = 1;

      assertRefused(Reason.ILLEGAL_PACKET_LENGTH, payload);
    }

    @Test
    void packetsBeforeTheFirstBadOneAreDelivered() {
      DecodedPayload decoded = decode(0, 1, 255, '2', 1, 1, 255, 5);
      assertThat(decoded.packets()).containsExactly(EnginePacket.PING);
      assertThat(decoded.error()).isNotNull();
    }

    @Test
    void stopsAtTheLimitOfPackets() {
      Payload two = Payload.of(bytes(0, 1, 255, '2', 0, 1, 255, '2'));
      assertThat(CODEC.decode(two, 2).error()).isNull();
      DecodedPayload decoded = CODEC.decode(two, 1);
      assertThat(decoded.packets()).hasSize(1);
      assertThat(decoded.error()).isNotNull();
      assertThat(decoded.error().reason()).isEqualTo(Reason.TOO_MANY_PACKETS);
    }
  }

  @Test
  void textIsUsedAsLongAsNoPacketIsBinary() {
    assertThat(CODEC.encode(List.of(HELLO))).isEqualTo(Payload.of("6:4hello"));
  }
}
