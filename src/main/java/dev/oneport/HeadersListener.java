package dev.oneport;

/**
 * Looks at the headers of an answer of Engine.IO before it is sent, and may change them. Called by
 * the thread that answers; must not block. What it throws is logged and changes nothing.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#event-headers">Socket.IO, headers</a>
 */
@FunctionalInterface
public interface HeadersListener {

  /** An answer is about to be sent. */
  void onHeaders(ResponseHeaders headers, RequestHead request);
}
