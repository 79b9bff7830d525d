package dev.oneport.socketio;

import dev.oneport.ConnectRefused;
import dev.oneport.adapter.RecoverableSession;
import dev.oneport.engineio.RandomId;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.SocketIoPacket;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * Revision 5, of clients 3 and 4.
 *
 * @see <a
 *     href="https://github.com/socketio/socket.io-protocol#connection-to-a-namespace-1">Socket.IO
 *     5, Connection to a namespace</a>
 */
enum Dialect5 implements Dialect {
  INSTANCE;

  @Override
  public boolean joinsMainAtOnce() {
    return false;
  }

  @Override
  public JsonObject auth(SocketIoPacket.Connect packet, JsonBinding json) {
    String payload = packet.payload();
    JsonObject auth = payload == null ? null : json.fromJson(payload, JsonObject.class);
    return auth == null ? JsonValue.EMPTY_JSON_OBJECT : auth;
  }

  @Override
  public String socketId(String sid, String namespace) {
    return RandomId.publicId();
  }

  @Override
  public boolean logsSocketIds() {
    return true;
  }

  @Override
  public boolean recovers() {
    return true;
  }

  @Override
  public String welcome(Identity identity) {
    RecoverableSession session = identity.session();
    String pid = session == null ? "" : "\",\"pid\":\"" + session.pid();
    return "{\"sid\":\"" + identity.id() + pid + "\"}";
  }

  @Override
  public String refusal(ConnectRefused refusal, JsonBinding json) {
    String data = refusal.data() == null ? "" : ",\"data\":" + json.toJson(refusal.data());
    return "{\"message\":" + json.toJson(String.valueOf(refusal.getMessage())) + data + "}";
  }
}
