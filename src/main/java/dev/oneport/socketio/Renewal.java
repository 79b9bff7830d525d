package dev.oneport.socketio;

import dev.oneport.JsonBindingException;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.security.Denial;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What client and server say to each other about a token that expires: {@code
 * oneport:token_expiring} with {@code {expiresAt}}, then {@code oneport:renew} with the new token,
 * answered with {@code {expiresAt}} or {@code {error: {code, message}}}. Stateless.
 */
public final class Renewal {
  /** What the server tells, some time before the end. */
  public static final String WARNING = "oneport:token_expiring";

  /** What the client says. */
  public static final String EVENT = "oneport:renew";

  /** What it is answered that names no token. */
  public static final Denial NO_TOKEN = new Denial("malformed", "expected the new token, a string");

  private Renewal() {}

  /** What comes with the warning: milliseconds since 1970. */
  static Map<String, Long> warning(Instant end) {
    return Map.of("expiresAt", end.toEpochMilli());
  }

  /** The answer to a token that is good. */
  public static Map<String, @Nullable Long> done(@Nullable Instant end) {
    return Collections.singletonMap("expiresAt", end == null ? null : end.toEpochMilli());
  }

  /** The answer to any other. */
  public static Map<String, Object> refused(Denial denial) {
    Map<String, String> error = new LinkedHashMap<>();
    error.put("code", denial.code());
    error.put("message", denial.message());
    return Map.of("error", error);
  }

  /**
   * The token that a client sends: its first argument, or the member {@code token} of that.
   *
   * @return null if there is none
   */
  public static @Nullable String token(Arguments arguments, JsonBinding json) {
    if (arguments.size() == 0 || arguments.isAttachment(0)) {
      return null;
    }
    try {
      if (!arguments.json(0).startsWith("{")) {
        return arguments.json(0).startsWith("\"") ? json.bind(arguments, 0, String.class) : null;
      }
      JsonObject object = json.bind(arguments, 0, JsonObject.class);
      return object != null && object.get("token") instanceof JsonString text
          ? text.getString()
          : null;
    } catch (JsonBindingException e) {
      return null;
    }
  }
}
