package dev.oneport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.json.JsonBinding;
import jakarta.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  @Test
  void isSentInTheFormOfTheReference() {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Cookie", List.of("a=1", "b=2"));
    headers.put("Host", List.of("example.org"));
    headers.put("X-Forwarded-For", List.of("192.0.2.1", "192.0.2.2"));
    Handshake handshake =
        new Handshake(
            headers,
            Map.of("EIO", "4"),
            Json.createObjectBuilder().add("token", "abc").build(),
            "192.0.2.3",
            TIME,
            () -> "alice",
            false,
            true,
            "/socket.io/?EIO=4",
            UserRoles.NONE,
            null);

    assertThat(json(handshake))
        .isEqualTo(
            "{\"headers\":{\"cookie\":\"a=1; b=2\",\"host\":\"example.org\","
                + "\"x-forwarded-for\":\"192.0.2.1, 192.0.2.2\"},"
                + "\"time\":\"Fri Jan 02 2026 03:04:05 GMT+0000 (Coordinated Universal Time)\","
                + "\"address\":\"192.0.2.3\",\"xdomain\":true,\"secure\":false,"
                + "\"issued\":1767323045678,\"url\":\"/socket.io/?EIO=4\","
                + "\"query\":{\"EIO\":\"4\"},\"auth\":{\"token\":\"abc\"}}");
    assertThat(json(Map.of("handshake", handshake)))
        .isEqualTo("{\"handshake\":" + json(handshake) + "}");
  }

  @Test
  void withoutRequestItIsEmptyAndSecure() {
    Handshake handshake = Handshake.withoutRequest("192.0.2.3", TIME);

    assertThat(json(handshake))
        .startsWith("{\"headers\":{},")
        .endsWith(
            "\"xdomain\":false,\"secure\":true,\"issued\":1767323045678,\"url\":\"\","
                + "\"query\":{},\"auth\":{}}");
    assertThat(handshake.header("Host")).isNull();
  }

  private static String json(Object value) {
    try (JsonBinding json = JsonBinding.create()) {
      return json.toJson(value);
    }
  }
}
