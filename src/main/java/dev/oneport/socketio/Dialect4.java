package dev.oneport.socketio;

import dev.oneport.ConnectRefused;
import dev.oneport.protocol.QueryString;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.SocketIoPacket;
import jakarta.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Revision 4, of clients 2. They know their socket's id without being told: it is made of the
 * session's, which is no secret then.
 *
 * @see <a href="https://github.com/socketio/socket.io-protocol/tree/v4">Socket.IO 4</a>
 */
enum Dialect4 implements Dialect {
  INSTANCE;

  @Override
  public boolean joinsMainAtOnce() {
    return true;
  }

  @Override
  public JsonObject auth(SocketIoPacket.Connect packet, JsonBinding json) {
    return Objects.requireNonNull(
        json.fromJson(json.toJson(QueryString.parse(packet.query())), JsonObject.class));
  }

  @Override
  public String socketId(String sid, String namespace) {
    return namespace.equals(RealServer.MAIN) ? sid : namespace + "#" + sid;
  }

  @Override
  public boolean logsSocketIds() {
    return false;
  }

  @Override
  public boolean recovers() {
    return false;
  }

  @Override
  public @Nullable String welcome(Identity identity) {
    return null;
  }

  /** The bare data, or else the bare message. */
  @Override
  public String refusal(ConnectRefused refusal, JsonBinding json) {
    Object data = refusal.data();
    return json.toJson(data == null ? String.valueOf(refusal.getMessage()) : data);
  }
}
