package dev.oneport;

/**
 * Looks at each event of one socket before its handlers do: may change it, or keep it from them.
 *
 * <p>Called in the socket's handler lane, one after the other in the order added, each when the one
 * before let the event proceed. It must end with one call of {@link Next}, now or later and from
 * any thread. While an event waits, those that came after it may overtake it, and it counts against
 * {@code oneport.handlerQueueBytes}.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#socketusefn">Socket.IO, socket.use</a>
 */
@FunctionalInterface
public interface SocketMiddleware {

  /**
   * Looks at an event.
   *
   * @throws Exception is the same as {@link Next#fail}
   */
  void handle(IncomingEvent event, Next next) throws Exception;

  /** What comes after a middleware. Only the first call counts. */
  interface Next {

    /** Lets the event go on to the next middleware, or to its handlers. */
    void proceed();

    /**
     * Ends the event's way. The listeners of {@link Socket#onError} are told; the client is not.
     */
    void fail(Exception error);

    /** Ends the event's way without telling anybody. */
    void drop();
  }
}
