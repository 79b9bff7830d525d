package dev.oneport.web.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.config.HttpConfig.Compression;
import dev.oneport.engineio.transport.PollPayload;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EngineProtocol;
import dev.oneport.protocol.engineio.PayloadCodec;
import dev.oneport.testing.FakeHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingAnswerTest {
  private static final Compression FROM_10_BYTES = new Compression(true, 10);
  private static final PayloadCodec CODEC = EngineProtocol.V4.payloads(false);
  private static final PollPayload TEN_BYTES = payload("123456\u20ac");
  private static final PollPayload NINE_BYTES = payload("12345678");

  private static PollPayload payload(String message) {
    return PollPayload.of(CODEC, List.of(EnginePacket.message(message)));
  }

  private static FakeHttp answer(Compression compression, PollPayload payload, String... headers)
      throws IOException {
    FakeHttp http = FakeHttp.request("GET", headers);
    new PollingAnswer(http.request(), http.response(), compression, response -> {})
        .payload(payload);
    return http;
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void assertPlain(FakeHttp http, String length, String body) {
    assertThat(http.headers())
        .isEqualTo(
            Map.of(
                "Content-Type", "text/plain; charset=UTF-8",
                "Cache-Control", "no-store",
                "Content-Length", length));
    assertThat(http.body()).isEqualTo(body);
  }

  @Test
  void gzipFromTheThresholdOn() throws IOException {
    FakeHttp http = answer(FROM_10_BYTES, TEN_BYTES, "Accept-Encoding", "gzip, deflate");

    assertThat(http.headers())
        .containsEntry("Content-Encoding", "gzip")
        .containsEntry("Content-Length", Integer.toString(http.bytes().length));
    assertThat(text(new GZIPInputStream(new ByteArrayInputStream(http.bytes()))))
        .isEqualTo("4123456\u20ac");
  }

  @Test
  void deflateIsTheZlibFormat() throws IOException {
    FakeHttp http = answer(FROM_10_BYTES, TEN_BYTES, "Accept-Encoding", "deflate");

    assertThat(http.headers()).containsEntry("Content-Encoding", "deflate");
    assertThat(text(new InflaterInputStream(new ByteArrayInputStream(http.bytes()))))
        .isEqualTo("4123456\u20ac");
  }

  @Test
  void belowTheThresholdNothingIsCompressed() throws IOException {
    assertPlain(answer(FROM_10_BYTES, NINE_BYTES, "Accept-Encoding", "gzip"), "9", "412345678");
  }

  @Test
  void clientThatAcceptsNothingGetsItAsItIs() throws IOException {
    assertPlain(answer(FROM_10_BYTES, TEN_BYTES), "10", "4123456\u20ac");
  }

  @Test
  void switchedOffNothingIsCompressed() throws IOException {
    assertPlain(
        answer(new Compression(false, 0), TEN_BYTES, "Accept-Encoding", "gzip"),
        "10",
        "4123456\u20ac");
  }

  @Test
  void packetsThatOptOutAreNotCompressedUnlessAnotherAsksForIt() throws IOException {
    EnginePacket out = EnginePacket.message("0123456789").withoutCompression();
    EnginePacket in = EnginePacket.message("");
    String[] gzip = {"Accept-Encoding", "gzip"};

    assertPlain(
        answer(FROM_10_BYTES, PollPayload.of(CODEC, List.of(out)), gzip), "11", "40123456789");
    assertThat(answer(FROM_10_BYTES, PollPayload.of(CODEC, List.of(out, in)), gzip).headers())
        .containsEntry("Content-Encoding", "gzip");
  }

  @Test
  void postIsAnsweredAsHtmlAndNeverCompressed() throws IOException {
    FakeHttp http = FakeHttp.request("POST", "Accept-Encoding", "gzip");

    new PollingAnswer(http.request(), http.response(), new Compression(true, 0), r -> {})
        .received();

    assertThat(http.status()).isEqualTo(200);
    assertThat(http.body()).isEqualTo("ok");
    assertThat(http.headers())
        .isEqualTo(
            Map.of(
                "Content-Type", "text/html", "Cache-Control", "no-store", "Content-Length", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (compatible;MSIE 10.0; Windows NT 6.2)",
        "Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko"
      })
  void internetExplorerIsKeptFromSuspectingPayloads(String userAgent) throws IOException {
    assertThat(answer(FROM_10_BYTES, NINE_BYTES, "User-Agent", userAgent).headers())
        .containsEntry("X-XSS-Protection", "0");
  }

  @Test
  void bytesAreAnsweredAsSuch() throws IOException {
    EnginePacket binary = EnginePacket.message(ByteBuffer.wrap(new byte[] {1}));
    PayloadCodec v3 = EngineProtocol.V3.payloads(false);

    FakeHttp http = answer(FROM_10_BYTES, PollPayload.of(v3, List.of(binary)));

    assertThat(http.headers())
        .containsEntry("Content-Type", "application/octet-stream")
        .containsEntry("Content-Length", "5");
  }
}
