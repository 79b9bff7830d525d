package dev.oneport;

import java.util.Map;
import java.util.Set;

/**
 * A connected socket of any server of the cluster, as it was when it was asked for: {@link
 * #handshake}, {@link #rooms} and {@link #data} do not change any more. What is done through it
 * reaches the socket itself; if that is gone, nothing happens, and an acknowledgement fails with
 * {@link DisconnectedException}.
 *
 * @see BroadcastOperator#fetchSockets
 * @see <a href="https://socket.io/docs/v4/server-api/#remotesocket">Socket.IO, RemoteSocket</a>
 */
public interface RemoteSocket extends Emitter {

  /** The socket's public id. */
  String id();

  /** What the client sent when it connected. */
  Handshake handshake();

  /** The rooms it was in, its own included. */
  Set<String> rooms();

  /** A copy of what the application kept with the socket. */
  Map<String, Object> data();

  /** Makes the socket join rooms. */
  void join(String... rooms);

  /** Makes the socket leave rooms. */
  void leave(String... rooms);

  /** Disconnects the socket from its namespace. */
  default void disconnect() {
    disconnect(false);
  }

  /**
   * Disconnects the socket.
   *
   * @param close whether its client's connection is closed too, with all its other namespaces
   */
  void disconnect(boolean close);
}
