package dev.oneport;

import org.jspecify.annotations.Nullable;

/** One HTTP request of Engine.IO, before anything was decided about it, and its answer. */
public interface HttpExchange {

  /** The request. */
  RequestHead request();

  /** The headers of the answer, whatever it will be: that of a WebSocket handshake, too. */
  ResponseHeaders headers();

  /**
   * Ends the request with an answer. The middleware does not proceed then.
   *
   * @param status of HTTP
   * @param contentType null for an answer without body
   * @param body in UTF-8
   */
  void end(int status, @Nullable String contentType, String body);

  /**
   * The container's own object, as {@code unwrap(HttpServletRequest.class)}: for its HTTP session,
   * say. Only until the middleware is done.
   *
   * @return null if there is none of that type
   */
  <T> @Nullable T unwrap(Class<T> type);
}
