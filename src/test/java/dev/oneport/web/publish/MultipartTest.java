package dev.oneport.web.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oneport.web.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
  private static final String JSON =
      "Content-Disposition: form-data; name=\"json\"\r\nContent-Type: application/json\r\n\r\n{}";
  private static final String GIF =
      "content-disposition:form-data;name=gif; filename=\"a.gif\"\r\n\r\n\r\n--bX\u0000\u00ff\r\n";

  private static List<Multipart.Part> parse(String body) {
    return Multipart.parse(body.getBytes(ISO_8859_1), "b");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  @Test
  void partsAreTakenByteForByte() {
    assertThat(
            parse(
                "--b\r\n"
                    + JSON
                    + "\r\n--b \r\n"
                    + GIF.replace("--bX", "--cX")
                    + "\r\n--b--\r\nrest"))
        .containsExactly(
            new Multipart.Part("json", bytes("{}")),
            new Multipart.Part("gif", bytes("\r\n--cX\u0000\u00ff\r\n")));
  }

  @Test
  void preambleIsSkippedAndContentMayBeEmpty() {
    assertThat(parse("hello\r\n--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n\r\n--b--"))
        .containsExactly(new Multipart.Part("", bytes("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--",
        "--b",
        "--c\r\n\r\n--c--",
        "--b\r\n\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ntext",
        "--b\r\nContent-Disposition: form-data\r\n\r\ntext\r\n--b--",
        "--b\r\nX: name=\"a\"\r\n\r\ntext\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ntext\r\n--bc\r\n\r\n\r\n--b--"
      })
  void anythingElseIsRefused(String body) {
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> parse(body));
  }

  @Test
  void partsAreLimited() {
    String part = "\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";

    assertThat(parse(part.repeat(1_000) + "\r\n--b--")).hasSize(1_000);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> parse(part.repeat(1_001) + "\r\n--b--"));
  }

  @Test
  void bodyHasItsJsonAndOthersByName() throws Exception {
    Body body = read("--b\r\n" + JSON + "\r\n--b\r\n" + part("gif", "G") + "\r\n--b--", "b");

    assertThat(body).isEqualTo(new Body("{}", Map.of("gif", bytes("G"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif gif json", "json json", "gif"})
  void bodyWithoutJsonOrWithTwoPartsOfOneNameIsRefused(String names) {
    StringBuilder body = new StringBuilder();
    for (String name : names.split(" ", -1)) {
      body.append("\r\n--b\r\n").append(part(name, "{}"));
    }

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(body + "\r\n--b--", "b"));
  }

  @Test
  void fingerprintIsOfTheContentNotOfTheBoundary() throws Exception {
    byte[] first = read("--b\r\n" + JSON + "\r\n--b--", "b").fingerprint();

    assertThat(read("--c\r\n" + JSON + "\r\n--c--", "c").fingerprint()).isEqualTo(first);
    assertThat(read("--c\r\n" + JSON + " \r\n--c--", "c").fingerprint()).isNotEqualTo(first);
  }

  @Test
  void bodyOverTheLimitIsRefused() throws Exception {
    assertThat(Body.read(null, new ByteArrayInputStream(new byte[10]), 10).json()).hasSize(10);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Body.read(null, new ByteArrayInputStream(new byte[11]), 10));
  }

  private static String part(String name, String content) {
    return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content;
  }

  private static Body read(String body, String boundary) throws Exception {
    MediaType type = new MediaType("multipart", "form-data", Map.of("boundary", boundary));
    return Body.read(type, new ByteArrayInputStream(body.getBytes(ISO_8859_1)), 10_000);
  }
}
