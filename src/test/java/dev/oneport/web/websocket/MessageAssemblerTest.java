package dev.oneport.web.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of at most 6 bytes. */
class MessageAssemblerTest {
  private final MessageAssembler assembler = new MessageAssembler(6);

  private static ByteBuffer bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteBuffer.wrap(bytes);
  }

  @Test
  void partsOfTextAreJoined() {
    assertThat(assembler.addText("ab", false)).isNull();
    assertThat(assembler.addText("", false)).isNull();
    assertThat(assembler.addText("cd", false)).isNull();
    assertThat(assembler.addText("ef", true)).isEqualTo("abcdef");
    assertThat(assembler.addText("next", true)).isEqualTo("next");
    assertThat(assembler.exceeded()).isFalse();
  }

  @Test
  void surrogatesSplitBetweenPartsAreJoined() {
    assertThat(assembler.addText("a\ud83d", false)).isNull();
    assertThat(assembler.addText("\ude00", true)).isEqualTo("a😀");
  }

  @Test
  void partsOfBinaryAreJoinedAndTheContainersBufferIsLeftToIt() {
    ByteBuffer reused = bytes(1, 2);
    assertThat(assembler.addBinary(reused, false)).isNull();
    reused.clear();
    reused.put(0, (byte) 9);
    assertThat(assembler.addBinary(reused, true)).isEqualTo(bytes(1, 2, 9, 2));
  }

  @Test
  void wholeBinaryMessageIsACopy() {
    ByteBuffer reused = bytes(1, 2);
    ByteBuffer message = assembler.addBinary(reused, true);
    reused.put(0, (byte) 9);

    assertThat(message).isEqualTo(bytes(1, 2));
  }

  @Test
  void emptyMessagesAreMessages() {
    assertThat(assembler.addText("", true)).isEmpty();
    assertThat(assembler.addBinary(bytes(), true)).isEqualTo(bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "123456, true",
    "1234567, false",
    "ééé, true",
    "éééé, false",
    "€€, true",
    "a€€, false"
  })
  void limitCountsBytesAndNotCharacters(String text, boolean accepted) {
    assertThat(assembler.addText(text, true)).isEqualTo(accepted ? text : null);
    assertThat(assembler.exceeded()).isEqualTo(!accepted);
  }

  @Test
  void limitHoldsAcrossPartsOfText() {
    assembler.addText("1234", false);
    assertThat(assembler.addText("567", false)).isNull();
    assertThat(assembler.exceeded()).isTrue();
  }

  @Test
  void limitHoldsAcrossPartsOfBinary() {
    assembler.addBinary(bytes(1, 2, 3, 4), false);
    assertThat(assembler.addBinary(bytes(5, 6, 7), true)).isNull();
    assertThat(assembler.exceeded()).isTrue();
  }

  @Test
  void exactlyTheLimitIsAccepted() {
    assembler.addBinary(bytes(1, 2, 3), false);
    assertThat(assembler.addBinary(bytes(4, 5, 6), true)).isEqualTo(bytes(1, 2, 3, 4, 5, 6));
  }

  @Test
  void nothingComesOutOnceExceeded() {
    assertThat(assembler.addText("1234567", true)).isNull();

    assertThat(assembler.addText("ok", true)).isNull();
    assertThat(assembler.addBinary(bytes(1), true)).isNull();
    assertThat(assembler.exceeded()).isTrue();
  }
}
