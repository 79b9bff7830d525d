package dev.oneport.web.events;

import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.adapter.RoomNames;
import dev.oneport.protocol.QueryString;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for at the events URL. Immutable.
 *
 * @param stream whether it wants an event stream; else a JSON answer
 * @param namespace beginning with a slash
 * @param rooms 1 to 255 characters each, at least one
 * @param cursor where it is; null if it does not say, or said nothing that is a cursor
 * @param malformedCursor whether it said nothing that is a cursor
 * @param waitSeconds how long it waits for a JSON answer; 0 for not at all
 * @param ping whether a stream is to have heartbeats that a page can see
 * @param envelope whether its events are to have no names, for a page that wants all of them
 * @param fallback why the client does not use what it likes better; null if it does not say
 * @param ticket tells who the client is; null if the request does
 */
record EventsRequest(
    boolean stream,
    String namespace,
    Set<String> rooms,
    @Nullable Cursor cursor,
    boolean malformedCursor,
    int waitSeconds,
    boolean ping,
    boolean envelope,
    @Nullable String fallback,
    @Nullable String ticket) {
  private static final int MAX_ROOM_NAME_LENGTH = 255;

  /** What the client is told, if anything, in place of what the log says about its cursor. */
  @Nullable Gap gap() {
    return malformedCursor ? Gap.MALFORMED : null;
  }

  /**
   * Reads a request.
   *
   * @throws dev.oneport.web.ProblemException if it can't be understood; the message says what to do
   */
  static EventsRequest parse(HttpServletRequest request, int defaultWait, int maxWait) {
    Map<String, List<String>> query = QueryString.parseAll(request.getQueryString());
    boolean stream = Accept.prefersStream(Collections.list(request.getHeaders("Accept")));
    String text = cursorText(request, query);
    Cursor cursor = text == null ? null : Cursor.parse(text);
    return new EventsRequest(
        stream,
        namespace(first(query, "namespace")),
        rooms(query.getOrDefault("room", List.of())),
        cursor,
        text != null && cursor == null,
        waitSeconds(first(query, "wait"), defaultWait, maxWait),
        "1".equals(first(query, "ping")),
        "1".equals(first(query, "envelope")),
        first(query, "fallback"),
        first(query, "ticket"));
  }

  /** The header wins: the browser keeps it up to date, the query is of the page's beginning. */
  private static @Nullable String cursorText(
      HttpServletRequest request, Map<String, List<String>> query) {
    String header = request.getHeader("Last-Event-ID");
    String text = header != null && !header.isEmpty() ? header : first(query, "lastEventId");
    text = text == null ? first(query, "cursor") : text;
    return text == null || text.isEmpty() ? null : text;
  }

  private static String namespace(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "/";
    }
    return text.startsWith("/") ? text : "/" + text;
  }

  private static Set<String> rooms(List<String> names) {
    if (names.isEmpty()) {
      throw EventsProblems.badRequest(
          "Say which rooms to listen to: ?room=news&room=sports, or ?room=* for what is emitted to"
              + " everybody in the namespace.");
    }
    for (String name : names) {
      if (name.isEmpty() || name.length() > MAX_ROOM_NAME_LENGTH) {
        throw EventsProblems.badRequest(
            "The name of a room has 1 to " + MAX_ROOM_NAME_LENGTH + " characters.");
      }
      if (RoomNames.isReserved(name)) {
        throw EventsProblems.badRequest("Names that begin with oneport: are the server's own.");
      }
    }
    return new LinkedHashSet<>(names);
  }

  private static int waitSeconds(@Nullable String text, int defaultWait, int maxWait) {
    if (text == null) {
      return defaultWait;
    }
    if (!text.matches("[0-9]{1,6}")) {
      throw EventsProblems.badRequest("wait is a number of seconds, 0 to " + maxWait + ".");
    }
    return Math.min(Integer.parseInt(text), maxWait);
  }

  private static @Nullable String first(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.get(0);
  }
}
