package dev.oneport.protocol.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {

  private static String hex(Frame frame) {
    return HexFormat.of().formatHex(frame.bytes());
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  @Test
  void bytesAreThoseOfTheSpecification() {
    assertThat(hex(Frame.text("Hello"))).isEqualTo("810548656c6c6f");
    assertThat(hex(Frame.text(""))).isEqualTo("8100");
    assertThat(hex(Frame.text("ä€\ud83d\ude00"))).isEqualTo("8109c3a4e282acf09f9880");
    assertThat(hex(Frame.text("\ud83d"))).isEqualTo("8103efbfbd");
    assertThat(hex(Frame.binary(ascii("Hello")))).isEqualTo("820548656c6c6f");
    assertThat(hex(Frame.ping())).isEqualTo("8900");
    assertThat(hex(Frame.pong(ascii("Hello")))).isEqualTo("8a0548656c6c6f");
    assertThat(hex(Frame.close(1000, ""))).isEqualTo("880203e8");
    assertThat(hex(Frame.close(1009, "big"))).isEqualTo("880503f1626967");
  }

  @ParameterizedTest
  @CsvSource({"125,   817d", "126,   817e007e", "65535, 817effff", "65536, 817f0000000000010000"})
  void lengthsAreAsShortAsTheyCanBe(int length, String head) {
    Frame frame = Frame.text("x".repeat(length));
    assertThat(hex(frame)).startsWith(head + "78").hasSize(head.length() + 2 * length);
  }

  @Test
  void reasonsThatAreTooLongEndAtACharacter() {
    assertThat(hex(Frame.close(1000, "x".repeat(124)))).startsWith("887d03e8").hasSize(2 * 127);
    // The 123rd byte is amid a character of three.
    assertThat(hex(Frame.close(1000, "€".repeat(41) + "€"))).startsWith("887d03e8e282ac");
    assertThat(hex(Frame.close(1000, "x" + "€".repeat(41)))).startsWith("887b03e878e282ac");
  }

  @Test
  void bytesAreMadeOnceAndViewsAreIndependent() {
    Frame frame = Frame.binary(ascii("abc"));
    assertThat(frame.bytes()).isSameAs(frame.bytes());
    assertThat(frame.data().get()).isEqualTo((byte) 'a');
    assertThat(frame.data().remaining()).isEqualTo(3);
    assertThat(frame.isText()).isFalse();
    assertThatThrownBy(frame::text).isInstanceOf(IllegalStateException.class);
    assertThat(Frame.text("t").text()).isEqualTo("t");
    assertThat(Frame.text("secret")).hasToString("TEXT frame");
  }
}
