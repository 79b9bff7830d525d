package dev.oneport;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The Engine.IO server below Socket.IO: what an application may say about HTTP requests and
 * sessions. Had from {@link SocketIoServer#engine()}. Any thread; best used while the application
 * starts, as it counts for requests that come afterwards.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#engine">Socket.IO, Engine</a>
 */
public interface Engine {

  /** Adds a middleware, which sees every request. */
  Engine use(HttpMiddleware middleware);

  /** Sets who decides which clients may begin a session, in place of the one before. */
  Engine allowRequest(RequestGate gate);

  /** Sets what makes the ids of sessions, in place of what did before. */
  Engine generateId(SessionIdGenerator generator);

  /**
   * Sets a further rule for the origins whose pages may connect and read answers, besides those of
   * the settings, in place of the one before. Asked on the request's thread; it may block.
   */
  Engine allowOrigins(Predicate<String> rule);

  /**
   * Adds a listener for the headers of the first answer of each session: of a poll, or of the
   * handshake of a WebSocket.
   */
  Engine onInitialHeaders(HeadersListener listener);

  /**
   * Adds a listener for the headers of every answer with status 200 to a poll or a POST, and of
   * every handshake of a WebSocket.
   */
  Engine onHeaders(HeadersListener listener);

  /** Adds a listener for requests that are refused. Called by the request's thread. */
  Engine onConnectionError(Consumer<ConnectionFailure> listener);

  /** How many sessions are live. */
  int clientsCount();
}
