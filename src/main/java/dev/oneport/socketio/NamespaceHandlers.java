package dev.oneport.socketio;

import dev.oneport.DisconnectReason;
import dev.oneport.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a namespace that are the same for all of its sockets, as those of a CDI bean are.
 * They run in the socket's handler lane, after the ones set on the socket itself.
 */
public interface NamespaceHandlers {

  /**
   * Called after all middleware let the socket pass, before the client is told.
   *
   * @throws Exception {@link dev.oneport.ConnectRefused} refuses the socket with its message; any
   *     other is logged and refuses it too
   */
  void onConnect(Socket socket) throws Exception;

  /**
   * Called once the client was told that it is connected, after the namespace's connection
   * listeners, before any of its events is handled.
   */
  default void onConnected(Socket socket) {}

  /** The handler of an event; null if there is none. Called for each event: must be cheap. */
  @Nullable SocketEventHandler handler(String event);

  /** Called once when a socket that had connected is gone. */
  void onDisconnect(Socket socket, DisconnectReason reason) throws Exception;

  /** Handles one event of any socket. */
  @FunctionalInterface
  interface SocketEventHandler {
    /** Called in the socket's handler lane. */
    void onEvent(EventCall call) throws Exception;
  }
}
