package dev.oneport.socketio;

import dev.oneport.DisconnectReason;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.RecoverableSession;
import dev.oneport.config.RecoveryConfig;
import dev.oneport.engineio.RandomId;
import jakarta.json.JsonObject;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Connection state recovery in one namespace: who may come back, and as whom. Any thread.
 *
 * <p>A client is known by its private id and by its user: nobody else's session is ever resumed,
 * and none by two connections.
 *
 * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Socket.IO, Connection state
 *     recovery</a>
 */
final class Recovery {
  /** The client did not mean to go, nor did the application mean it to. */
  private static final Set<DisconnectReason> CUTS =
      EnumSet.of(
          DisconnectReason.TRANSPORT_ERROR,
          DisconnectReason.TRANSPORT_CLOSE,
          DisconnectReason.FORCED_CLOSE,
          DisconnectReason.PING_TIMEOUT,
          DisconnectReason.SERVER_SHUTTING_DOWN,
          DisconnectReason.FORCED_SERVER_CLOSE);

  private final RecoveryConfig config;
  private final Adapter adapter;

  /** The connections that have a session, or are about to resume it, by private id. */
  private final Map<String, Client> holders = new ConcurrentHashMap<>();

  Recovery(RecoveryConfig config, Adapter adapter) {
    this.config = config;
    this.adapter = adapter;
  }

  /** Whether a client that went for that reason may come back. */
  static boolean isCut(DisconnectReason reason) {
    return CUTS.contains(reason);
  }

  /** What a client asks for; null for nothing, or where there is no recovery. */
  @Nullable RecoveryRequest request(JsonObject auth) {
    return config.enabled() ? RecoveryRequest.of(auth) : null;
  }

  /**
   * Makes a connection the one that may resume a session; to be followed by {@link #claim}.
   *
   * @return null if it is; else the other connection that has it. That one is dead, or else the
   *     client would not ask, but nobody has noticed yet: long-polling and lost networks show so
   *     late
   */
  @Nullable Client hold(RecoveryRequest request, Client client) {
    Client holder = holders.putIfAbsent(request.pid(), client);
    return holder == client ? null : holder;
  }

  /** One who comes back; null if what it asks for is not there, or not for it. */
  @Nullable Identity claim(RecoveryRequest request, Client client) {
    RecoverableSession session = adapter.claim(request.pid(), client.user(), request.received());
    if (session == null) {
      holders.remove(request.pid(), client);
      return null;
    }
    return Identity.recovered(session, request.received());
  }

  /** Somebody new. */
  Identity newcomer(String id, @Nullable String user) {
    return config.enabled()
        ? Identity.recoverable(
            new RecoverableSession(
                RandomId.secret(), id, user, new ConcurrentHashMap<>(), adapter.position()))
        : Identity.unrecoverable(id);
  }

  /** Whether one who came back passes the middleware of its namespace again. */
  boolean skipsMiddlewares() {
    return config.skipMiddlewares();
  }

  /** A socket is connected. */
  void add(RealSocket socket) {
    RecoverableSession session = socket.session();
    if (session != null && socket.client() instanceof Client client) {
      holders.put(session.pid(), client);
    }
  }

  /** A socket is gone, or was not connected. */
  void remove(RealSocket socket) {
    RecoverableSession session = socket.session();
    if (session != null && socket.client() instanceof Client client) {
      holders.remove(session.pid(), client);
    }
  }
}
