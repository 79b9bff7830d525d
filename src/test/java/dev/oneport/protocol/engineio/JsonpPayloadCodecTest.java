package dev.oneport.protocol.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.PacketFormatException.Reason;
import dev.oneport.protocol.engineio.PayloadCodec.DecodedPayload;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonpPayloadCodecTest {

  private static final PayloadCodec CODEC =
      new JsonpPayloadCodec(EngineProtocol.V3.payloads(true), "7");

  private static String script(String message) {
    return CODEC.encode(List.of(EnginePacket.message(message))).text();
  }

  @Test
  void answersAreScripts() {
    assertThat(script("hello")).isEqualTo("___eio[7](\"6:4hello\");");
    assertThat(CODEC.encode(List.of(EnginePacket.message(ByteBuffer.wrap(new byte[] {1})))))
        .isEqualTo(Payload.script("___eio[7](\"6:b4AQ==\");"));
  }

  @Test
  void scriptsAreEscaped() {
    assertThat(script("\"\\\n")).isEqualTo("___eio[7](\"4:4\\\"\\\\\\n\");");
    assertThat(script("\u2028\u2029")).isEqualTo("___eio[7](\"3:4\\u2028\\u2029\");");
    assertThat(script("🎉")).isEqualTo("___eio[7](\"3:4🎉\");");
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "'', ''", "'0);alert(1);//', '01'", "'-1', '1'"})
  void onlyDigitsNameTheFunction(String index, String digits) {
    PayloadCodec codec = new JsonpPayloadCodec(EngineProtocol.V3.payloads(true), index);
    assertThat(codec.encode(List.of(EnginePacket.NOOP)))
        .isEqualTo(Payload.script("___eio[" + digits + "](\"1:6\");"));
  }

  @Test
  void goesAroundEitherVersion() {
    PayloadCodec codec = new JsonpPayloadCodec(EngineProtocol.V4.payloads(true), "0");
    assertThat(codec.encode(List.of(EnginePacket.NOOP, EnginePacket.CLOSE)))
        .isEqualTo(Payload.script("___eio[0](\"6\\u001e1\");"));
  }

  /** What a form holds, and the message in it; breaks are lines, and bars backslashes. */
  @ParameterizedTest
  @CsvSource({
    "d=6%3A4hello,              hello",
    "d=6:4hello&d2=x,           hello",
    "x=1&d=3:4+%C3%A9,          ' é'",
    "d=4:4a%5Cnb,               'a~b'",
    "d=5:4a%5C%5Cnb,            'a|nb'",
    "d=6:4a%5C%5C%5Cnb,         'a||nb'",
    "d=3:4%5Cn%5Cn,             '~~'",
    "d=4:4%5Cn%5C%5Cn,          '~|n'",
    "d=3:4%5Ct,                 '|t'",
    "d=2:4%5C,                  '|'"
  })
  void requestsAreForms(String form, String message) {
    DecodedPayload decoded = CODEC.decode(Payload.of(form), 10);
    String expected = message.replace('~', '\n').replace('|', '\\');
    // The client counts before it escapes, and a break is one character.
    assertThat(decoded.packets()).containsExactly(EnginePacket.message(expected));
    assertThat(decoded.error()).isNull();
  }

  @Test
  void binaryComesAsBase64() {
    assertThat(CODEC.decode(Payload.of("d=6%3Ab4AQ%3D%3D"), 10).packets())
        .containsExactly(EnginePacket.message(ByteBuffer.wrap(new byte[] {1})));
  }

  @Test
  void aFormWithoutTheFieldHoldsNothing() {
    assertThat(CODEC.decode(Payload.of("x=6:4hello"), 10))
        .isEqualTo(new DecodedPayload(List.of(), null));
    assertThat(CODEC.decode(Payload.of(""), 10)).isEqualTo(new DecodedPayload(List.of(), null));
  }

  @Test
  void whatTheFormHoldsIsChecked() {
    DecodedPayload decoded = CODEC.decode(Payload.of("d=1:29:4a"), 10);
    assertThat(decoded.packets()).containsExactly(EnginePacket.PING);
    assertThat(decoded.error()).isNotNull();
    assertThat(decoded.error().reason()).isEqualTo(Reason.ILLEGAL_PACKET_LENGTH);
    assertThat(CODEC.decode(Payload.of("d=1:21:2"), 1).error()).isNotNull();
    assertThat(CODEC.readsBinary()).isFalse();
  }
}
