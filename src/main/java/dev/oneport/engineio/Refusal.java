package dev.oneport.engineio;

import dev.oneport.protocol.json.JsonStrings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Why a request is refused, and what is said about it. Immutable.
 *
 * @param message what the client is told
 * @param context what listeners are told besides, in the names of the reference server
 */
public record Refusal(EngineError error, String message, Map<String, Object> context) {
  static final String FOREIGN_ORIGIN = "origin not allowed";
  static final String OVERLOADED = "too many sessions";
  private static final String STOPPED = "stopped";

  private static final int SERVICE_UNAVAILABLE = 503;

  /** What the server itself forbids, as listeners are told, and as event streams name it. */
  private static final Map<String, String> FORBIDDEN =
      Map.of(FOREIGN_ORIGIN, "foreign-origin", OVERLOADED, "overloaded", STOPPED, "not-running");

  /** Which kind of bad request. */
  public enum Cause {
    /** Illegal characters in {@code Origin}. */
    INVALID_ORIGIN,
    /** The session is on another transport. */
    TRANSPORT_MISMATCH,
    /** A WebSocket that can't be had. */
    TRANSPORT_HANDSHAKE_ERROR,
    /** The application could not make an id. */
    ID_GENERATION_ERROR,
    /** A middleware of the application failed. */
    MIDDLEWARE_FAILURE
  }

  /** A refusal in the words of the error, with one fact. */
  static Refusal of(EngineError error, String key, Object value) {
    return new Refusal(error, error.message(), Map.of(key, value));
  }

  /** The server takes nobody any more. */
  static Refusal stopped() {
    return of(EngineError.FORBIDDEN, "message", STOPPED);
  }

  /** Forbidden, with a message for the client. */
  public static Refusal forbidden(String message) {
    return new Refusal(EngineError.FORBIDDEN, message, Map.of("message", message));
  }

  /**
   * A bad request.
   *
   * @param details key, value, key, value
   */
  public static Refusal badRequest(Cause cause, Object... details) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("name", cause.name());
    for (int i = 0; i < details.length; i += 2) {
      context.put((String) details[i], details[i + 1]);
    }
    return new Refusal(
        EngineError.BAD_REQUEST,
        EngineError.BAD_REQUEST.message(),
        Collections.unmodifiableMap(context));
  }

  /** Whether it is for a while only, since the server is about to stop. */
  public boolean isTemporary() {
    return equals(stopped());
  }

  /** The HTTP status of the answer. */
  public int status() {
    return isTemporary() ? SERVICE_UNAVAILABLE : error.status();
  }

  /** A name for it in metrics: one of a few, whatever the client sent. */
  String reason() {
    String name =
        error == EngineError.BAD_REQUEST ? String.valueOf(context.get("name")) : error.name();
    String own =
        error == EngineError.FORBIDDEN
            ? FORBIDDEN.get(String.valueOf(context.get("message")))
            : null;
    return own == null ? name.toLowerCase(Locale.ROOT).replace('_', '-') : own;
  }

  /** The answer's body. */
  public String json() {
    StringBuilder json = new StringBuilder("{\"code\":").append(error.code());
    JsonStrings.appendQuoted(json.append(",\"message\":"), message);
    return json.append('}').toString();
  }
}
