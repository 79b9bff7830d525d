package dev.oneport.it;

import dev.oneport.TransportName;
import dev.oneport.it.client.EventStreamClient;
import dev.oneport.it.client.Line;
import dev.oneport.it.client.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A way into Oneport: each transport, and the HTTP API. Who adds a transport has to say here how a
 * client comes in by it, or {@link #of} does not compile.
 */
enum Way {
  POLLING,
  WEBSOCKET,
  SSE,
  LONGPOLL,
  WS,
  /** Not a transport: back ends publish by it. */
  API;

  private static final String ENGINE = "socket.io/?EIO=4&transport=";
  private static final String ROOM = "news";

  /** What becomes of a client. */
  enum Outcome {
    LET_IN,
    FOREIGN,
    UNKNOWN,
    TOO_OFTEN
  }

  /** How clients of a transport come in. */
  static Way of(TransportName transport) {
    return switch (transport) {
      case POLLING -> POLLING;
      case WEBSOCKET -> WEBSOCKET;
      case SSE -> SSE;
      case LONGPOLL -> LONGPOLL;
      case WS -> WS;
    };
  }

  /** Those by which clients send events. */
  static Set<Way> talking() {
    return EnumSet.of(POLLING, WEBSOCKET, WS);
  }

  /**
   * Comes in, as far as to hear what is emitted, and goes.
   *
   * @param base of the application
   * @param query to be added to the URL; empty for nothing
   */
  Outcome enter(URI base, Map<String, String> headers, String query) throws IOException {
    return switch (this) {
      case POLLING, WEBSOCKET, WS -> {
        try (Line line = dial(base, headers, query)) {
          Outcome refused = refusal(line.opening());
          yield refused == null ? greet(line) : refused;
        }
      }
      case SSE -> stream(uri(base, "events?room=" + ROOM, query), headers);
      case LONGPOLL ->
          exchange("GET", uri(base, "events?wait=0&room=" + ROOM, query), headers, null);
      case API -> {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", "application/json");
        String body = "{\"rooms\":[\"" + ROOM + "\"],\"event\":\"e\",\"data\":[]}";
        yield exchange("POST", uri(base, "api/emit", query), all, body);
      }
    };
  }

  /** Opens what clients send events by, and says nothing. */
  Line dial(URI base, Map<String, String> headers, String query) throws IOException {
    return switch (this) {
      case POLLING -> Line.polling(uri(base, ENGINE + "polling", query), headers);
      case WEBSOCKET -> Line.webSocket(uri(base, ENGINE + "websocket", query), headers);
      case WS -> Line.webSocket(uri(base, "ws", query), headers);
      case SSE, LONGPOLL, API -> throw new IllegalStateException(this + " only listens");
    };
  }

  /** The first thing that a client says by what it has opened, and what becomes of it. */
  Outcome greet(Line line) throws IOException {
    if (this == WEBSOCKET) {
      line.next();
    }
    line.send(this == WS ? "{\"subscribe\":[\"" + ROOM + "\"]}" : "40");
    String answer = line.next();
    if (answer.startsWith("40{") || answer.startsWith("{\"subscribed\"")) {
      return Outcome.LET_IN;
    }
    return answer.contains("rate_limited") ? Outcome.TOO_OFTEN : Outcome.UNKNOWN;
  }

  private static Outcome stream(URI uri, Map<String, String> headers) throws IOException {
    try (EventStreamClient stream = EventStreamClient.open(uri, headers)) {
      Outcome refused = refusal(stream.head());
      if (refused != null) {
        return refused;
      }
      stream.block();
      return stream.block() == null ? Outcome.TOO_OFTEN : Outcome.LET_IN;
    }
  }

  private static Outcome exchange(
      String method, URI uri, Map<String, String> headers, @Nullable String body)
      throws IOException {
    Outcome refused = refusal(RawHttp.exchange(method, uri, headers, body));
    return refused == null ? Outcome.LET_IN : refused;
  }

  private static @Nullable Outcome refusal(RawHttp.Response answer) {
    return switch (answer.status()) {
      case 101, 200, 202 -> null;
      case 401 -> Outcome.UNKNOWN;
      // Upgrades are refused with 400 whatever speaks against them, as by the reference server.
      case 400, 403 ->
          answer.headers().containsKey("WWW-Authenticate") ? Outcome.UNKNOWN : Outcome.FOREIGN;
      case 429 -> {
        if (Integer.parseInt(answer.headers().getOrDefault("Retry-After", "0")) < 1) {
          throw new AssertionError("no Retry-After: " + answer);
        }
        yield Outcome.TOO_OFTEN;
      }
      default -> throw new AssertionError("an answer that was not expected: " + answer);
    };
  }

  private static URI uri(URI base, String relative, String query) {
    String separator = relative.contains("?") ? "&" : "?";
    return base.resolve(query.isEmpty() ? relative : relative + separator + query);
  }
}
