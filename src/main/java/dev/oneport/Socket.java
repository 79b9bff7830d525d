package dev.oneport;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * One client in one namespace.
 *
 * <p>Methods may be called from any thread. Handlers of one socket run one after the other, in the
 * order its events arrived; handlers of different sockets run at the same time. A handler may take
 * long, or wait for an acknowledgement of its own client.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/">Socket.IO, The Socket
 *     instance</a>
 */
public interface Socket extends Emitter {

  /** The socket's public id, 20 characters, also the name of the room that it alone is in. */
  String id();

  /** The namespace it is in. */
  Namespace namespace();

  /** What the client sent when it connected. */
  Handshake handshake();

  /** What the application keeps with this socket; not sent to anybody. */
  ConcurrentMap<String, Object> data();

  /**
   * Whether the client came back after a cut, and has its id, rooms and data again; it has received
   * what it missed. Always false where {@code oneport.connectionStateRecovery} is off.
   */
  boolean recovered();

  /** Whether the client is connected: false in middleware, and after the disconnect. */
  boolean connected();

  /** The transport in use now. It changes once when a polling client upgrades. */
  TransportName transport();

  /** The connection it comes over, which its client's sockets in other namespaces share. */
  ClientSession client();

  /**
   * Adds a handler of an event. Its first argument is bound to a type only when the event comes.
   *
   * @param type what the first argument is bound to: a record, a class, String, a number, {@code
   *     byte[]}, {@link java.nio.ByteBuffer}, {@link JsonText}, {@code JsonValue}
   * @param handler called in this socket's handler lane; the payload is null if the client sent
   *     null or no argument
   */
  <T> void on(String event, Class<T> type, EventHandler<? super T> handler);

  /** Adds a handler of an event that has any number of arguments. */
  void on(String event, ArgumentsHandler handler);

  /**
   * Adds a handler of the next event of that name only. See {@link #on(String, Class,
   * EventHandler)}.
   */
  <T> void once(String event, Class<T> type, EventHandler<? super T> handler);

  /** Adds a handler of the next event of that name only. */
  void once(String event, ArgumentsHandler handler);

  /** Removes the handlers of an event. */
  void off(String event);

  /**
   * Removes one handler of an event.
   *
   * @param handler the same object that was added; if it was added more than once, the one added
   *     last is removed
   */
  void off(String event, Object handler);

  /**
   * The handlers of an event set on this socket, in the order added: {@link EventHandler} and
   * {@link ArgumentsHandler} objects. A snapshot.
   */
  List<Object> listeners(String event);

  /** The events that have handlers set on this socket; a snapshot. */
  Set<String> eventNames();

  /** Adds a handler of every event, called before all others. */
  void onAny(AnyHandler handler);

  /** The same, called before those that are there already. */
  void prependAny(AnyHandler handler);

  /** Removes a handler of every event. */
  void offAny(AnyHandler handler);

  /** Removes all handlers of every event. */
  void offAny();

  /** The handlers of every event, in the order in which they are called; a snapshot. */
  List<AnyHandler> listenersAny();

  /** Adds a handler of whatever is sent to this client. */
  void onAnyOutgoing(OutgoingHandler handler);

  /** The same, called before those that are there already. */
  void prependAnyOutgoing(OutgoingHandler handler);

  /** Removes a handler of whatever is sent to this client. */
  void offAnyOutgoing(OutgoingHandler handler);

  /** Removes all handlers of whatever is sent to this client. */
  void offAnyOutgoing();

  /** The handlers of what is sent, in the order in which they are called; a snapshot. */
  List<OutgoingHandler> listenersAnyOutgoing();

  /** Adds a middleware, run for each event that is handled after this call, in the order added. */
  void use(SocketMiddleware middleware);

  /**
   * Adds a listener of what went wrong: a {@link SocketMiddleware} failed, or the client sent what
   * can't be read, just before its connection is closed. Called in this socket's handler lane. What
   * handlers throw is logged instead.
   */
  void onError(Consumer<? super Exception> listener);

  /**
   * Adds a handler called just before the socket leaves its rooms.
   *
   * @param handler called in this socket's handler lane, after its events
   */
  default void onDisconnecting(Consumer<DisconnectReason> handler) {
    onDisconnecting((reason, description) -> handler.accept(reason));
  }

  /** The same with a description. */
  void onDisconnecting(DisconnectHandler handler);

  /**
   * Adds a handler called once, after the socket has left its rooms.
   *
   * @param handler called in this socket's handler lane, after its events
   */
  default void onDisconnect(Consumer<DisconnectReason> handler) {
    onDisconnect((reason, description) -> handler.accept(reason));
  }

  /** The same with a description. */
  void onDisconnect(DisconnectHandler handler);

  /** Everyone in these rooms except this socket. */
  BroadcastOperator to(String... rooms);

  /** The same as {@link #to}. */
  default BroadcastOperator in(String... rooms) {
    return to(rooms);
  }

  /** Everyone in the namespace except this socket and whoever is in one of these rooms. */
  BroadcastOperator except(String... rooms);

  /** Everyone in the namespace except this socket. */
  BroadcastOperator broadcast();

  /** The same, but only clients that are connected to this server, where there are several. */
  BroadcastOperator local();

  /** Joins rooms; without effect after the disconnect. */
  void join(String... rooms);

  /** Leaves a room; once this returns, nothing emitted to it later reaches this socket. */
  void leave(String room);

  /** The rooms it is in, its own included; a snapshot, empty after the disconnect. */
  Set<String> rooms();

  /** Bytes queued for this client's connection and not yet written: the sign of a slow client. */
  long queuedBytes();

  /**
   * Disconnects this socket from its namespace. The connection stays, as for other namespaces.
   * Without effect before it is connected: there it is refused.
   */
  void disconnect();

  /** Disconnects the client from every namespace and closes its connection. */
  void disconnectClient();
}
