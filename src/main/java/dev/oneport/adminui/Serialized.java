package dev.oneport.adminui;

import dev.oneport.Handshake;
import dev.oneport.Socket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A socket as the page shows it. Of what a client sent with its request only that is told which
 * holds no secret. Stateless.
 */
final class Serialized {
  /** A client id is the session's, which the page shows in short. */
  private static final int CLIENT_ID_LENGTH = 12;

  /** Of what a client, or the application, chose as long as it likes. */
  private static final int MAX_TEXT = 256;

  static final int MAX_DATA = 64;

  /** A control character in JSON. */
  private static final int MAX_ESCAPE = 6;

  private static final Set<String> HEADERS =
      Set.of(
          "accept-language",
          "forwarded",
          "host",
          "origin",
          "user-agent",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto");
  private static final Set<String> QUERY = Set.of("EIO", "transport");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Serialized() {}

  /**
   * A socket.
   *
   * @param withData whether what the application keeps of it is told, too
   */
  static Map<String, Object> of(Socket socket, boolean withData) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", socket.id());
    json.put("clientId", clientId(socket));
    json.put("transport", socket.transport().text());
    json.put("nsp", socket.namespace().name());
    json.put("data", withData ? data(socket) : Map.of());
    json.put("handshake", handshake(socket.handshake()));
    json.put("rooms", List.copyOf(socket.rooms()));
    return json;
  }

  private static String clientId(Socket socket) {
    String id = socket.client().id();
    return id.substring(0, Math.min(CLIENT_ID_LENGTH, id.length()));
  }

  /**
   * What the application keeps of a socket: what has a short text as that, of all else the type, as
   * applications keep there whatever they like.
   */
  static Map<String, Object> data(Socket socket) {
    Map<String, Object> data = new TreeMap<>();
    socket
        .data()
        .forEach(
            (name, value) -> {
              if (data.size() < MAX_DATA && !name.equals(AdminDoor.GUEST)) {
                data.put(cut(name), shown(value));
              }
            });
    return data;
  }

  private static Object shown(Object value) {
    if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      return value;
    }
    boolean hasText =
        value instanceof String
            || value instanceof Number
            || value instanceof Enum
            || value instanceof UUID
            || value instanceof TemporalAccessor;
    return hasText ? cut(value.toString()) : value.getClass().getSimpleName();
  }

  private static Map<String, Object> handshake(Handshake handshake) {
    Map<String, String> headers = new TreeMap<>();
    handshake
        .headers()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (HEADERS.contains(lower)) {
                headers.put(lower, cut(String.join(", ", values)));
              }
            });
    Map<String, String> query = new TreeMap<>(handshake.query());
    query.keySet().retainAll(QUERY);
    int end = handshake.url().indexOf('?');
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("address", handshake.address());
    json.put("headers", headers);
    json.put("query", query);
    json.put("issued", handshake.issued());
    json.put("secure", handshake.secure());
    json.put("time", handshake.timeText());
    json.put("url", end < 0 ? handshake.url() : handshake.url().substring(0, end));
    json.put("xdomain", handshake.crossDomain());
    return json;
  }

  /** How many bytes of JSON that makes, at most. */
  static long bytes(Object json) {
    if (json instanceof Map<?, ?> map) {
      return 2
          + map.entrySet().stream().mapToLong(e -> bytes(e.getKey()) + bytes(e.getValue())).sum();
    }
    if (json instanceof Collection<?> list) {
      return 2 + list.stream().mapToLong(Serialized::bytes).sum();
    }
    // Quotes and what separates it from the next.
    return 4 + json.toString().chars().mapToLong(Serialized::bytes).sum();
  }

  private static long bytes(int character) {
    if (character < ' ') {
      return MAX_ESCAPE;
    }
    return character == '"' || character == '\\' ? 2 : character < 0x80 ? 1 : 3;
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }

  /** A moment as JavaScript writes it. */
  static String time(Instant moment) {
    return TIME.format(moment);
  }
}
