package dev.oneport;

/**
 * Sees each HTTP request of Engine.IO before all checks: polls, POSTs, and the handshakes of
 * WebSockets. Not those for the files of the browser client, nor preflights of CORS.
 *
 * <p>Called on the request's thread, one after the other in the order added; it may block. It must
 * end with one call of {@link Next}, or with {@link HttpExchange#end}, now or later and from any
 * thread; after {@code oneport.decisionTimeout} the request counts as failed.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#engineusemiddleware">Socket.IO,
 *     engine.use</a>
 */
@FunctionalInterface
public interface HttpMiddleware {

  /**
   * Looks at a request.
   *
   * @throws Exception the same as {@link Next#fail}, and is logged
   */
  void handle(HttpExchange exchange, Next next) throws Exception;

  /** What comes after a middleware. Only the first call counts. */
  interface Next {

    /** Lets the request go on to the next middleware, or to the server. */
    void proceed();

    /** Refuses it with code 3, {@code Bad request}. */
    void fail();
  }
}
