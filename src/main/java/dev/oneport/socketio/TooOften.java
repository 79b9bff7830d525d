package dev.oneport.socketio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a client is told that does something more often than it may. An event is dropped: where the
 * client wants an acknowledgement it is {@code {error: {code, message, retryAfterMs}}}, else it is
 * told {@code oneport:rate_limited} with {@code {retryAfterMs}}, once until an event passes again.
 * Stateless.
 */
public final class TooOften {
  /** For programs. */
  public static final String CODE = "rate_limited";

  /** What a client is told that wants no acknowledgement. */
  static final String EVENT = "oneport:rate_limited";

  /** In metrics. */
  public static final String REASON = "rate-limited";

  private TooOften() {}

  /** For people. */
  public static String message(long waitNanos) {
    return "too often: try again in " + millis(waitNanos) + " ms";
  }

  /** What comes with the event. */
  static Map<String, Long> notice(long waitNanos) {
    return Map.of("retryAfterMs", millis(waitNanos));
  }

  /** The data of a refused connection to a namespace. */
  static Map<String, Object> data(long waitNanos) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("code", CODE);
    data.put("retryAfterMs", millis(waitNanos));
    return data;
  }

  /** The acknowledgement. */
  static Map<String, Object> error(long waitNanos) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", CODE);
    error.put("message", message(waitNanos));
    error.put("retryAfterMs", millis(waitNanos));
    return Map.of("error", error);
  }

  /** Not less than that. */
  private static long millis(long nanos) {
    return 1 + TimeUnit.NANOSECONDS.toMillis(nanos - 1);
  }
}
