package dev.oneport.socketio;

import dev.oneport.ConnectRefused;
import dev.oneport.protocol.engineio.EngineProtocol;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.SocketIoPacket;
import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the revisions of the Socket.IO protocol: how a client joins a namespace, and
 * what it is answered. Stateless; safe for any thread.
 *
 * @see <a href="https://github.com/socketio/socket.io-protocol#history">Socket.IO, History</a>
 */
interface Dialect {

  /** That of the clients which speak a revision of Engine.IO. */
  static Dialect of(EngineProtocol protocol) {
    return switch (protocol) {
      case V3 -> Dialect4.INSTANCE;
      case V4 -> Dialect5.INSTANCE;
    };
  }

  /** Whether a client is in the main namespace without asking. */
  boolean joinsMainAtOnce();

  /** What the client says about itself to a namespace; empty if nothing. */
  JsonObject auth(SocketIoPacket.Connect packet, JsonBinding json);

  /**
   * The id of a new socket.
   *
   * @param sid the secret id of the session
   */
  String socketId(String sid, String namespace);

  /** Whether the id of a socket may be in logs: it is not made of the secret one. */
  boolean logsSocketIds();

  /** Whether a client can come back after a cut as who it was. */
  boolean recovers();

  /** JSON that tells a client that it is in a namespace; null for none. */
  @Nullable String welcome(Identity identity);

  /** JSON that tells a client that the application does not let it in. */
  String refusal(ConnectRefused refusal, JsonBinding json);
}
