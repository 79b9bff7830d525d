package dev.oneport.protocol.socketio;

import static dev.oneport.protocol.socketio.SocketIoPacket.NO_ACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.json.EncodedArguments;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketEncoderTest {
  private static final PacketEncoder ENCODER = new DefaultParser().encoder();

  private static final EncodedArguments ARGUMENTS = new EncodedArguments("1,{}", List.of());

  private static final EncodedArguments BINARY =
      new EncodedArguments(
          "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}",
          List.of(ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3})));

  @Test
  void encodesConnect() {
    assertThat(text(ENCODER.connect("/", "{\"sid\":\"x\"}"))).isEqualTo("40{\"sid\":\"x\"}");
    assertThat(text(ENCODER.connect("/woot", "{}"))).isEqualTo("40/woot,{}");
    assertThat(text(ENCODER.connect("/", null))).isEqualTo("40");
    assertThat(text(ENCODER.connect("/admin", null))).isEqualTo("40/admin,");
  }

  @Test
  void encodesDisconnect() {
    assertThat(text(ENCODER.disconnect("/"))).isEqualTo("41");
    assertThat(text(ENCODER.disconnect("/woot"))).isEqualTo("41/woot,");
  }

  @Test
  void encodesConnectError() {
    assertThat(text(ENCODER.connectError("/random", "{\"message\":\"Invalid namespace\"}")))
        .isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
  }

  @Test
  void encodesEvent() {
    assertThat(text(ENCODER.event("/", NO_ACK, "a", ARGUMENTS))).isEqualTo("42[\"a\",1,{}]");
    assertThat(text(ENCODER.event("/test", 1, "a", ARGUMENTS))).isEqualTo("42/test,1[\"a\",1,{}]");
    assertThat(text(ENCODER.event("/", 0, "a", EncodedArguments.EMPTY))).isEqualTo("420[\"a\"]");
    assertThat(text(ENCODER.event("/", NO_ACK, "\"\n\ud800", EncodedArguments.EMPTY)))
        .isEqualTo("42[\"\\\"\\n\\ud800\"]");
  }

  @Test
  void encodesAck() {
    assertThat(text(ENCODER.ack("/", 123, ARGUMENTS))).isEqualTo("43123[1,{}]");
    assertThat(text(ENCODER.ack("/x", 0, EncodedArguments.EMPTY))).isEqualTo("43/x,0[]");
  }

  @Test
  void encodesAttachmentsAfterTheText() {
    EncodedPacket event = ENCODER.event("/cool", 23, "a", BINARY);

    assertThat(event.packets()).hasSize(3);
    assertThat(event.packets().get(0).encodedText())
        .isEqualTo(
            "452-/cool,23[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
    assertThat(event.packets().get(1).binary()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(event.packets().get(2).binary()).isEqualTo(ByteBuffer.wrap(new byte[] {3}));
    assertThat(event.byteLength()).isEqualTo(event.packets().get(0).encodedText().length() + 2 + 1);

    assertThat(ENCODER.ack("/", 7, BINARY).packets().get(0).encodedText()).startsWith("462-7[");
  }

  @Test
  void countsBytesInUtf8() {
    EncodedArguments euro = new EncodedArguments("\"€\"", List.of());
    assertThat(ENCODER.event("/", NO_ACK, "a", euro).byteLength()).isEqualTo(13);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/a,b", "/,"})
  void refusesNamespacesThatTheWireCannotCarry(String namespace) {
    assertThatThrownBy(() -> ENCODER.event(namespace, NO_ACK, "a", ARGUMENTS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ENCODER.connect(namespace, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesIllegalAckIds() {
    assertThatThrownBy(() -> ENCODER.ack("/", NO_ACK, ARGUMENTS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ENCODER.event("/", -2, "a", ARGUMENTS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String text(EncodedPacket packet) {
    assertThat(packet.packets()).hasSize(1);
    return packet.packets().get(0).encodedText();
  }
}
