package dev.oneport.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedArgumentsTest {

  private static final List<ByteBuffer> PARTS =
      List.of(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), ByteBuffer.wrap(new byte[] {5}));

  @Test
  void plainJsonCarriesBinaryAsBase64() {
    EncodedArguments arguments =
        new EncodedArguments(
            "1,{\"_placeholder\":true,\"num\":0},{\"a\":[{\"_placeholder\":true,\"num\":1}]},\"z\"",
            PARTS);

    assertThat(arguments.toPlainJson())
        .isEqualTo("1,{\"base64\":\"AQIDBA==\"},{\"a\":[{\"base64\":\"BQ==\"}]},\"z\"");
    assertThat(arguments.toPlainJson()).as("again").contains("AQIDBA==");
  }

  @Test
  void plainJsonWithoutAttachmentsIsTheJsonItself() {
    String json = "{\"_placeholder\":true,\"num\":0}";
    assertThat(new EncodedArguments(json, List.of()).toPlainJson()).isSameAs(json);
    assertThat(EncodedArguments.EMPTY.toPlainJson()).isEmpty();
  }

  @Test
  void textFormHidesPayload() {
    assertThat(new EncodedArguments("\"secret\"", PARTS))
        .hasToString("EncodedArguments[length=8, attachments=2]");
  }
}
