package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.EventRefused;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of an exception of a handler: it is logged once, a mistake of the client's without a
 * stack trace; and a client that asked for an acknowledgement is answered {@code
 * {"error":{"code":…,"message":…}}}. It learns nothing of what happened inside. Stateless.
 */
final class HandlerFailures {
  private static final System.Logger LOG = System.getLogger(HandlerFailures.class.getName());
  private static final String INTERNAL = "internal";

  private HandlerFailures() {}

  /** Logs it. */
  static void log(String event, String socketId, String namespace, Throwable failure) {
    String where = "socket " + socketId + " in " + namespace;
    if (failure instanceof EventRefused refused) {
      LOG.log(Level.DEBUG, "\"{0}\" of {1} was refused: {2}", event, where, describe(refused));
    } else {
      LOG.log(
          Level.WARNING,
          "handler-failed: The handler of \"" + event + "\" failed for " + where,
          failure);
    }
  }

  private static String describe(EventRefused refused) {
    Throwable cause = refused.getCause();
    return refused.getMessage()
        + (refused.violations().isEmpty() ? "" : " " + paths(refused.violations()))
        + (cause == null ? "" : ": " + cause.getMessage());
  }

  /** Where, not what: constraints may quote the payload. */
  private static List<String> paths(List<EventRefused.Violation> violations) {
    return violations.stream().map(EventRefused.Violation::path).toList();
  }

  /** Answers for it, unless the handler did before it failed. */
  static void answer(Ack ack, Throwable failure) {
    if (ack.isRequested()) {
      ack.send(Map.of("error", error(failure)));
    }
  }

  private static Map<String, Object> error(Throwable failure) {
    Map<String, Object> error = new LinkedHashMap<>();
    if (failure instanceof EventRefused refused) {
      error.put("code", refused.code());
      error.put("message", String.valueOf(refused.getMessage()));
      if (!refused.violations().isEmpty()) {
        error.put("violations", refused.violations());
      }
    } else {
      error.put("code", INTERNAL);
      error.put("message", "the event could not be handled");
    }
    return error;
  }
}
