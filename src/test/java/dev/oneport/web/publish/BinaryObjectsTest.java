package dev.oneport.web.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oneport.JsonText;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryObjectsTest {
  private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
  private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";

  private final BinaryObjects binary = new BinaryObjects(Map.of("gif", bytes("GIF")));

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private JsonText read(String json) throws Exception {
    return binary.read(json, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"base64\":\"Pz8/\"}",
        "{ \"base64\" :\n\"Pz8\\/\" }",
        "{\"base64\":\"Pz8_\"}",
        "{\"base64\":\"Pz8\\u002f\"}"
      })
  void objectWithBase64BecomesBytes(String json) throws Exception {
    assertThat(read(json)).isEqualTo(JsonText.of(FIRST, List.of(bytes("???"))));
  }

  @Test
  void anyDepthAndAnyPlaceAndTheRestAsItIs() throws Exception {
    assertThat(read("{\"a\":[1.0,{\"base64\":\"QQ==\"}],\"{\":{\"b\":{\"part\":\"gif\"}}}"))
        .isEqualTo(
            JsonText.of(
                "{\"a\":[1.0," + FIRST + "],\"{\":{\"b\":" + SECOND + "}}",
                List.of(bytes("A"), bytes("GIF"))));
    assertThat(binary.unused()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"base64\":\"QQ==\",\"more\":1}",
        "{\"more\":1,\"base64\":\"QQ==\"}",
        "{\"base64\":1}",
        "{\"base64\":[\"QQ==\"]}",
        "[\"base64\",\"QQ==\"]",
        "\"{\\\"base64\\\":\\\"QQ==\\\"}\"",
        "[\"{\",\"base64\"]",
        "{\"part\":\"jpg\"}",
        "{\"x\":\"part\"}",
        "{}"
      })
  void anythingElseStaysAsItIs(String json) throws Exception {
    assertThat(read(json)).isEqualTo(JsonText.of(json));
    assertThat(binary.unused()).containsExactly("gif");
  }

  @Test
  void partUsedTwiceTravelsOnce() throws Exception {
    assertThat(read("[{\"part\":\"gif\"},{\"part\":\"gif\"}]"))
        .isEqualTo(JsonText.of("[" + FIRST + "," + FIRST + "]", List.of(bytes("GIF"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"base64\":\"=\"}",
        "{\"base64\":\"Q Q\"}",
        "[{\"base64\":\"\"},{\"base64\":\"\"},{\"base64\":\"\"}]",
        "[{\"base64\":\"\"},{\"_placeholder\":true,\"num\":7}]"
      })
  void wrongOnesAreRefused(String json) {
    assertThatExceptionOfType(BinaryObjects.WrongException.class).isThrownBy(() -> read(json));
  }
}
