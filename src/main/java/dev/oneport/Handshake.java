package dev.oneport;

import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent when it connected. Immutable. Emitted to a client it has the form that the
 * reference server gives it, which is also that of {@link #toMap}.
 *
 * @param headers of the first HTTP request; the map ignores the case of its keys
 * @param query of the first HTTP request, decoded; the last of several values
 * @param auth what the client passed as {@code auth} for this namespace; empty if nothing
 * @param address the client's address
 * @param time when the connection was made
 * @param principal who the container's authentication says it is; null if nobody
 * @param secure whether the first HTTP request came over TLS
 * @param crossDomain whether it had an {@code Origin} header
 * @param url its path and query
 * @param roles that the user had then, of those that somebody may ask for
 * @param httpSession what the pages of the application have put into their HTTP session; null if
 *     the client has none
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#sockethandshake">Socket.IO,
 *     socket.handshake</a>
 */
public record Handshake(
    Map<String, List<String>> headers,
    Map<String, String> query,
    JsonObject auth,
    String address,
    Instant time,
    @Nullable Principal principal,
    boolean secure,
    boolean crossDomain,
    String url,
    UserRoles roles,
    @Nullable HttpSessionSnapshot httpSession) {

  /** As JavaScript writes a date. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern(
              "EEE MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * Of a connection that began without an HTTP request: no headers, no query, secure.
   *
   * @param address the client's address
   * @param time when the connection was made
   */
  public static Handshake withoutRequest(String address, Instant time) {
    return new Handshake(
        Map.of(),
        Map.of(),
        JsonObject.EMPTY_JSON_OBJECT,
        address,
        time,
        null,
        true,
        false,
        "",
        UserRoles.NONE,
        null);
  }

  /**
   * The first value of a header.
   *
   * @param name in any case
   * @return null if the request had none
   */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /**
   * Whether the user had a role when the connection was made.
   *
   * @throws IllegalArgumentException if no handler names that role, nor the setting {@code
   *     oneport.roles}: containers answer only while the request lasts
   */
  public boolean isUserInRole(String role) {
    return roles.contains(role);
  }

  /** When the connection was made, in milliseconds since 1970. */
  public long issued() {
    return time.toEpochMilli();
  }

  /** When the connection was made, as JavaScript writes a date, in UTC. */
  public String timeText() {
    return TIME.format(time);
  }

  /**
   * The fields of the reference server's handshake, in its order: {@code headers} (names in lower
   * case, several values joined), {@code time}, {@code address}, {@code xdomain}, {@code secure},
   * {@code issued}, {@code url}, {@code query}, {@code auth}.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("headers", joinedHeaders());
    fields.put("time", timeText());
    fields.put("address", address);
    fields.put("xdomain", crossDomain);
    fields.put("secure", secure);
    fields.put("issued", issued());
    fields.put("url", url);
    fields.put("query", query);
    fields.put("auth", auth);
    return fields;
  }

  private Map<String, String> joinedHeaders() {
    Map<String, String> joined = new LinkedHashMap<>();
    headers.forEach(
        (name, values) -> {
          String key = name.toLowerCase(Locale.ROOT);
          joined.put(key, String.join(key.equals("cookie") ? "; " : ", ", values));
        });
    return joined;
  }
}
