package dev.oneport.subscribe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the blocks of an event stream. Nothing that an application or a client chose can end a
 * field or a block early. Stateless.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, Server-sent
 *     events</a>
 */
public final class SseFormat {
  /** Names that could be mistaken for something else are sent with it in front, encoded. */
  private static final String ESCAPED = "event:";

  private static final char DELETE = 0x7F;

  private SseFormat() {}

  /**
   * An event.
   *
   * @param cursor without control characters; null for an event that nobody can ask for again
   * @param json the arguments: one JSON array, in which line breaks may stand between tokens
   */
  public static String event(@Nullable String cursor, String name, String json) {
    StringBuilder block = new StringBuilder(name.length() + json.length() + 64);
    if (cursor != null) {
      block.append("id: ").append(cursor).append('\n');
    }
    block.append("event: ").append(fieldName(name)).append('\n');
    return data(block, json).append('\n').toString();
  }

  /**
   * An event without a name.
   *
   * @param cursor as of {@link #event}
   * @param json in which line breaks may stand between tokens
   */
  public static String message(@Nullable String cursor, String json) {
    StringBuilder block = new StringBuilder(json.length() + 64);
    if (cursor != null) {
      block.append("id: ").append(cursor).append('\n');
    }
    return data(block, json).append('\n').toString();
  }

  /** An event of the server's own, which moves no cursor. */
  public static String notice(String name, String json) {
    return notice(null, name, json);
  }

  /**
   * An event of the server's own that also says where the client is.
   *
   * @param cursor without control characters; null for none
   */
  public static String notice(@Nullable String cursor, String name, String json) {
    return event(cursor, name, json);
  }

  /**
   * The first block: shows every proxy and the client at once that the stream has begun.
   *
   * @param retryMillis how long the client waits before it comes back
   */
  public static String opening(long retryMillis) {
    return ": oneport\nretry: " + retryMillis + "\n\n";
  }

  /**
   * Fires nothing in the client.
   *
   * @param millis how long the client waits from now on before it comes back
   */
  public static String retry(long millis) {
    return "retry: " + millis + "\n\n";
  }

  /**
   * Fires nothing in the client but moves its cursor: a block without data does only that.
   *
   * @param cursor without control characters
   */
  public static String heartbeat(String cursor) {
    return ": \nid: " + cursor + "\n\n";
  }

  /**
   * The name that the client listens for. The names of {@code EventSource}'s own events, and those
   * that would break out of their line, get {@code event:} in front and are percent-encoded; so no
   * two names become one.
   */
  static String fieldName(String event) {
    return isAmbiguous(event) ? ESCAPED + encodeUriComponent(event) : event;
  }

  /** As the function of that name in JavaScript, so that a page can say what it listens for. */
  private static String encodeUriComponent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%21", "!")
        .replace("%27", "'")
        .replace("%28", "(")
        .replace("%29", ")")
        .replace("%7E", "~");
  }

  private static boolean isAmbiguous(String event) {
    return switch (event) {
      case "", "open", "error", "message" -> true;
      default ->
          event.startsWith(ESCAPED)
              || event.charAt(0) == ' '
              || event.chars().anyMatch(c -> c < ' ' || c == DELETE);
    };
  }

  /**
   * A line break of any kind between two tokens begins a further line, as the client joins them.
   */
  private static StringBuilder data(StringBuilder block, String json) {
    int start = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '\n' || c == '\r') {
        block.append("data: ").append(json, start, i).append('\n');
        start = i + 1;
      }
    }
    return block.append("data: ").append(json, start, json.length()).append('\n');
  }
}
