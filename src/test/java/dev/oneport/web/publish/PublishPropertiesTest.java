package dev.oneport.web.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.JsonText;
import dev.oneport.config.OneportConfig;
import dev.oneport.config.SocketIoConfig;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.json.JsonScanner;
import dev.oneport.socketio.OwnEvents;
import dev.oneport.testing.Mutations;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import jakarta.json.Json;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever a back end sends is read, or refused by a problem that says what is wrong. */
class PublishPropertiesTest {
  private static final SocketIoConfig LIMITS = SocketIoConfig.defaults();

  private static final String EVENT =
      "{\"namespace\":\"/x\",\"rooms\":[\"a\",\"b\"],\"except\":[\"c\"],\"event\":\"posts\","
          + "\"data\":[{\"base64\":\"AQID\"},{\"part\":\"gif\"},1e99999999999,\"\\u00e9\"],\"id\":\"1\"}";

  private static final List<String> EVENTS =
      List.of(
          EVENT,
          "{\"event\":\"x\"}",
          "{\"event\":\"connect\",\"data\":[{\"_placeholder\":true,\"num\":0},{\"base64\":\"-_==\"}]}",
          "{\"event\":\"oneport:x\",\"rooms\":[\"oneport:y\"],\"a~/b\":1}");

  private static final List<String> BODIES =
      List.of(
          "{\"events\":[" + EVENT + ",{\"event\":\"x\"}]}",
          "{\"join\":[\"a\",\"b\"],\"leave\":[\"c\"]}");

  private static final String JSON_PART =
      "\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{\"event\":\"x\"}";
  private static final String GIF_PART =
      "\r\ncontent-disposition:form-data;name=gif\r\n\r\n\u0000\u00ff";

  private static final List<String> MULTIPARTS =
      List.of(
          "--b" + JSON_PART + "\r\n--b" + GIF_PART + "\r\n--b--\r\n",
          "preamble\r\n--b \t\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n\r\n--b--");

  private final Mutations mutations = new Mutations();

  /** Calls it, and looks at the problem with which it refuses. */
  private static void readOrRefused(Runnable parser) {
    try {
      parser.run();
    } catch (ProblemException e) {
      Problem problem = e.problem();
      assertThat(problem.status()).isIn(400, 413);
      assertThat(problem.errors()).hasSizeBetween(problem.status() == 400 ? 1 : 0, 20);
      String json = problem.toJson();
      assertThat(Json.createReader(new StringReader(json)).readObject().getInt("status"))
          .isEqualTo(problem.status());
    }
  }

  private static Consumer<String> property(Consumer<String> parser) {
    return text -> readOrRefused(() -> parser.accept(text));
  }

  @Test
  void events() {
    Map<String, ByteBuffer> parts = Map.of("gif", ByteBuffer.allocate(1));
    mutations.run(
        EVENTS,
        20_000,
        property(text -> check(PublishRequest.parse(text, new BinaryObjects(parts), LIMITS))));
  }

  private static void check(PublishRequest request) {
    assertThat(request.namespace()).startsWith("/");
    assertThat(request.event()).hasSizeBetween(1, LIMITS.maxEventNameLength());
    assertThat(OwnEvents.isReserved(request.event())).isFalse();
    assertThat(request.rooms()).doesNotContain("").noneMatch(room -> room.startsWith("oneport:"));
    int attachments = 0;
    for (JsonText argument : request.arguments()) {
      attachments += argument.attachments().size();
      assertThat(isJson(argument.text())).as(argument.text()).isTrue();
    }
    assertThat(attachments).isLessThanOrEqualTo(LIMITS.maxAttachments());
  }

  private static boolean isJson(String text) {
    try {
      JsonScanner.scanValue(text, 0, LIMITS.maxJsonDepth());
      return true;
    } catch (PacketFormatException e) {
      return false;
    }
  }

  @Test
  void batchesAndMembers() {
    OneportConfig config = OneportConfig.defaults();
    mutations.run(
        BODIES,
        20_000,
        text -> {
          readOrRefused(
              () ->
                  assertThat(BatchRequest.parse(text, config))
                      .allMatch(PublishPropertiesTest::isJson));
          readOrRefused(
              () -> {
                MembersRequest members = MembersRequest.parse(text);
                assertThat(members.join().size() + members.leave().size()).isPositive();
              });
        });
  }

  /** Characters below 256 are the bytes. */
  @Test
  void multiparts() {
    mutations.run(
        MULTIPARTS,
        20_000,
        property(
            text -> {
              List<Multipart.Part> parts = Multipart.parse(text.getBytes(ISO_8859_1), "b");
              assertThat(Multipart.parse(written(parts), "b")).isEqualTo(parts);
            }));
  }

  private static byte[] written(List<Multipart.Part> parts) {
    StringBuilder body = new StringBuilder();
    for (Multipart.Part part : parts) {
      String name = new String(part.name().getBytes(UTF_8), ISO_8859_1);
      body.append("\r\n--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n")
          .append(ISO_8859_1.decode(part.content().duplicate()));
    }
    return body.append("\r\n--b--").toString().getBytes(ISO_8859_1);
  }

  /** Whatever a client says its boundary is. */
  @Test
  void boundaries() {
    byte[] body = MULTIPARTS.get(0).getBytes(ISO_8859_1);
    mutations.run(
        List.of("b", "\"b\"", "--b", "\r\n"),
        10_000,
        property(boundary -> assertThat(Multipart.parse(body, boundary)).isNotNull()));
  }
}
