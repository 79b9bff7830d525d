package dev.oneport;

/**
 * Decides whether a socket may connect to a namespace.
 *
 * <p>Called in the socket's handler lane, one after the other in the order added. It must end with
 * one call of {@link Next}, now or later and from any thread; throwing {@link ConnectRefused} is
 * the same as refusing.
 *
 * @see <a href="https://socket.io/docs/v4/middlewares/">Socket.IO, Middlewares</a>
 */
@FunctionalInterface
public interface Middleware {

  /**
   * Looks at a socket that wants to connect.
   *
   * @throws Exception {@link ConnectRefused} tells the client its message and data; any other is
   *     logged, and the client is told no more than that the connection failed
   */
  void handle(Socket socket, Next next) throws Exception;

  /** What comes after a middleware. Only the first call counts. */
  interface Next {

    /** Lets the socket go on to the next middleware, or in. */
    void proceed();

    /** Refuses it: the client gets a {@code connect_error} with the message and data. */
    void refuse(ConnectRefused reason);
  }
}
