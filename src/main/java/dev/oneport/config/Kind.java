package dev.oneport.config;

import dev.oneport.ParserName;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What values a setting may have, how they are written, and how that is told to people. Immutable.
 *
 * @param <T> what a value is in Java
 */
final class Kind<T extends @Nullable Object> {
  private static final int DAY_MILLIS = 86_400_000;
  private static final int DAY_SECONDS = 86_400;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What can stand in a header: RFC 9110, 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** As browsers send it: lower case, no path, not even a slash. RFC 6454, 6.2. */
  private static final Pattern ORIGIN =
      Pattern.compile("[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+/?");

  /** What can stand in an attribute of a cookie: RFC 6265, 4.1.1. */
  private static final Pattern COOKIE_VALUE = Pattern.compile("[ -:<-~]*");

  static final Kind<Boolean> BOOLEAN =
      new Kind<>(
          "true or false",
          "",
          text ->
              switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException(text);
              });

  static final Kind<Integer> MILLIS = integer(1, DAY_MILLIS, "ms");

  static final Kind<Integer> SECONDS = integer(0, DAY_SECONDS, "s");

  static final Kind<Set<TransportName>> TRANSPORTS =
      new Kind<>("polling, websocket or both, comma-separated", "", Kind::transports);

  static final Kind<ParserName> PARSER =
      new Kind<>(
          "default or msgpack",
          "",
          text ->
              switch (text) {
                case "default" -> ParserName.DEFAULT;
                case "msgpack" -> ParserName.MSGPACK;
                default -> throw new IllegalArgumentException(text);
              });

  static final Kind<AdminUiMode> ADMIN_UI =
      new Kind<>(
          "off, production or development",
          "",
          text ->
              switch (text) {
                case "off" -> AdminUiMode.OFF;
                case "production" -> AdminUiMode.PRODUCTION;
                case "development" -> AdminUiMode.DEVELOPMENT;
                default -> throw new IllegalArgumentException(text);
              });

  static final Kind<WhenFull> WHEN_FULL =
      new Kind<>(
          "close, dropNewest or dropOldest",
          "",
          text ->
              switch (text) {
                case "close" -> WhenFull.CLOSE;
                case "dropNewest" -> WhenFull.DROP_NEWEST;
                case "dropOldest" -> WhenFull.DROP_OLDEST;
                default -> throw new IllegalArgumentException(text);
              });

  static final Kind<String> URL_PATH =
      new Kind<>(
          "a path like /socket.io: a slash before each name; one at the end does not count",
          "",
          text -> withoutSlash(matching(PATH, text)));

  static final Kind<String> TEXT =
      new Kind<>("at most 65536 characters", "", text -> notLonger(65_536, text));

  static final Kind<String> TOKEN_NAME =
      new Kind<>("letters, digits and signs like - and _", "", text -> matching(TOKEN, text));

  static final Kind<String> COOKIE_ATTRIBUTE =
      new Kind<>(
          "visible ASCII without semicolon, or empty", "", text -> matching(COOKIE_VALUE, text));

  static final Kind<String> SAME_SITE =
      new Kind<>(
          "lax, strict, none or empty",
          "",
          text ->
              switch (text) {
                case "lax" -> "Lax";
                case "strict" -> "Strict";
                case "none" -> "None";
                case "" -> "";
                default -> throw new IllegalArgumentException(text);
              });

  static final Kind<String> PRIORITY =
      new Kind<>(
          "low, medium, high or empty",
          "",
          text ->
              switch (text) {
                case "low" -> "Low";
                case "medium" -> "Medium";
                case "high" -> "High";
                case "" -> "";
                default -> throw new IllegalArgumentException(text);
              });

  static final Kind<List<String>> HEADERS =
      new Kind<>("names of headers, comma-separated", "", text -> tokens(text));

  static final Kind<List<String>> METHODS =
      new Kind<>("HTTP methods, comma-separated", "", text -> notEmpty(tokens(text)));

  static final Kind<Set<String>> ORIGINS =
      new Kind<>("origins like https://app.example.org, comma-separated", "", Kind::origins);

  static final Kind<Set<String>> ORIGINS_OR_ANY =
      new Kind<>(
          "* or origins like https://app.example.org, comma-separated",
          "",
          text -> text.equals("*") ? Set.of("*") : origins(text));

  static final Kind<List<AddressRange>> ADDRESS_RANGES =
      new Kind<>(
          "addresses like 10.0.0.7 or ranges like 10.0.0.0/8 or fd00::/8, comma-separated",
          "",
          text -> items(text).stream().map(AddressRange::parse).toList());

  static final Kind<ProxyConfig.Header> PROXY_HEADER =
      new Kind<>(
          "X-Forwarded-For or Forwarded",
          "",
          text ->
              Arrays.stream(ProxyConfig.Header.values())
                  .filter(header -> header.text().equalsIgnoreCase(text))
                  .findAny()
                  .orElseThrow(() -> new IllegalArgumentException(text)));

  static final Kind<@Nullable Rate> RATE =
      new Kind<>(
          "a rate like 100/10s, 1..1000000 within 1..86400 s, or empty",
          "",
          text -> text.isEmpty() ? null : Rate.parse(text));

  static final Kind<RoomPatterns> ROOMS =
      new Kind<>(
          "names of rooms, comma-separated; a * at the end of one means all that begin so",
          "",
          text -> RoomPatterns.of(items(text)));

  static final Kind<Map<String, RoomPatterns>> ROOMS_BY_ROLE =
      new Kind<>(
          "role=room, comma-separated; a role may come several times, a * at the end of a room means"
              + " all that begin so",
          "",
          Kind::roomsByRole);

  static final Kind<Set<String>> ROLES =
      new Kind<>("names of roles, comma-separated", "", text -> Set.copyOf(notEmptyItems(text)));

  static final Kind<List<ApiKey>> API_KEYS =
      new Kind<>("name=sha256:<64 hex digits>, comma-separated", "", Kind::apiKeys);

  static final Kind<List<JwtKey>> JWT_KEYS =
      new Kind<>(
          "kid=algorithm:<Base64>, comma-separated; the algorithm is HS256, RS256, ES256 or EdDSA",
          "",
          Kind::jwtKeys);

  static final Kind<@Nullable URI> JWKS_URL =
      new Kind<>("an https URL, or an http URL of this machine, or empty", "", Kind::jwksUrl);

  static final Kind<String> CLAIM =
      new Kind<>(
          "names of claims, joined by dots", "", text -> matching(Pattern.compile("[!-~]+"), text));

  static final Kind<Map<String, Set<ApiGrant>>> API_GRANTS =
      new Kind<>(
          "name=publish, name=read, name=manage or name=inspect, comma-separated; a name may come"
              + " several times",
          "",
          Kind::apiGrants);

  static final Kind<Map<String, RoomPatterns>> API_ROOMS =
      new Kind<>(
          "name=room, comma-separated; a name may come several times, a * at the end of a room means"
              + " all that begin so",
          "",
          Kind::roomsByRole);

  static final Kind<String> SECRET =
      new Kind<>(
          "16 to 512 visible ASCII characters, or empty",
          "",
          text -> matching(Pattern.compile("([!-~]{16,512})?"), text));

  private final String range;
  private final String unit;
  private final Function<String, T> parser;

  private Kind(String range, String unit, Function<String, T> parser) {
    this.range = range;
    this.unit = unit;
    this.parser = parser;
  }

  static Kind<Integer> integer(int min, int max, String unit) {
    return new Kind<>(min + ".." + max, unit, text -> (int) number(text, min, max));
  }

  static Kind<Long> bytes(long min, long max) {
    return new Kind<>(min + ".." + max, "bytes", text -> number(text, min, max));
  }

  /** What is allowed, without the unit. */
  String range() {
    return range;
  }

  /** Empty if it has none. */
  String unit() {
    return unit;
  }

  /**
   * Reads a value.
   *
   * @param text without space around it
   * @throws IllegalArgumentException if it is not in range; the message is of no use
   */
  T parse(String text) {
    return parser.apply(text);
  }

  private static long number(String text, long min, long max) {
    long value = Long.parseLong(text);
    if (value < min || value > max) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static Set<TransportName> transports(String text) {
    Set<TransportName> offered = EnumSet.noneOf(TransportName.class);
    for (String item : notEmpty(items(text))) {
      offered.add(
          switch (item) {
            case "polling" -> TransportName.POLLING;
            case "websocket" -> TransportName.WEBSOCKET;
            default -> throw new IllegalArgumentException(item);
          });
    }
    return offered;
  }

  private static Set<String> origins(String text) {
    Set<String> origins = new LinkedHashSet<>();
    for (String item : items(text)) {
      origins.add(matching(ORIGIN, item));
    }
    return origins;
  }

  private static Map<String, RoomPatterns> roomsByRole(String text) {
    Map<String, List<String>> rooms = new LinkedHashMap<>();
    for (String item : items(text)) {
      int equals = item.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(item);
      }
      rooms
          .computeIfAbsent(item.substring(0, equals).strip(), role -> new ArrayList<>())
          .add(item.substring(equals + 1).strip());
    }
    Map<String, RoomPatterns> patterns = new LinkedHashMap<>();
    rooms.forEach((role, names) -> patterns.put(role, RoomPatterns.of(names)));
    return patterns;
  }

  private static List<ApiKey> apiKeys(String text) {
    List<ApiKey> keys = new ArrayList<>();
    for (String item : items(text)) {
      int equals = item.indexOf('=');
      String name = matching(TOKEN, item.substring(0, Math.max(0, equals)));
      if (keys.stream().anyMatch(key -> key.name().equals(name))) {
        throw new IllegalArgumentException(name);
      }
      keys.add(ApiKey.ofHash(name, item.substring(equals + 1)));
    }
    return keys;
  }

  private static List<JwtKey> jwtKeys(String text) {
    List<JwtKey> keys = new ArrayList<>();
    for (String item : items(text)) {
      int equals = item.indexOf('=');
      String id = matching(TOKEN, item.substring(0, Math.max(0, equals)).strip());
      if (keys.stream().anyMatch(key -> key.id().equals(id))) {
        throw new IllegalArgumentException(id);
      }
      keys.add(JwtKey.of(id, item.substring(equals + 1).strip()));
    }
    return keys;
  }

  /** Who can change keys on their way can make any token. */
  private static @Nullable URI jwksUrl(String text) {
    if (text.isEmpty()) {
      return null;
    }
    URI url = URI.create(text);
    boolean encrypted = "https".equalsIgnoreCase(url.getScheme());
    boolean local = "http".equalsIgnoreCase(url.getScheme()) && LOOPBACK.contains(url.getHost());
    if (url.getHost() == null || url.getUserInfo() != null || !(encrypted || local)) {
      throw new IllegalArgumentException(text);
    }
    return url;
  }

  private static Map<String, Set<ApiGrant>> apiGrants(String text) {
    Map<String, Set<ApiGrant>> grants = new LinkedHashMap<>();
    for (String item : items(text)) {
      int equals = item.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(item);
      }
      ApiGrant grant =
          switch (item.substring(equals + 1).strip()) {
            case "publish" -> ApiGrant.PUBLISH;
            case "read" -> ApiGrant.READ;
            case "manage" -> ApiGrant.MANAGE;
            case "inspect" -> ApiGrant.INSPECT;
            default -> throw new IllegalArgumentException(item);
          };
      grants
          .computeIfAbsent(
              item.substring(0, equals).strip(), name -> EnumSet.noneOf(ApiGrant.class))
          .add(grant);
    }
    return grants;
  }

  private static List<String> tokens(String text) {
    return items(text).stream().map(item -> matching(TOKEN, item)).toList();
  }

  /** The parts of a comma-separated list; none of an empty text, but {@code a,,b} has an empty. */
  private static List<String> items(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static List<String> notEmptyItems(String text) {
    List<String> items = items(text);
    if (items.contains("")) {
      throw new IllegalArgumentException(text);
    }
    return items.stream().distinct().toList();
  }

  private static List<String> notEmpty(List<String> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException();
    }
    return list;
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String notLonger(int length, String text) {
    if (text.length() > length) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static String matching(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
