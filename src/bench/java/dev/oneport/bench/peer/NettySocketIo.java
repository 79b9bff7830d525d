package dev.oneport.bench.peer;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;
import java.util.Map;

/** The same three handlers on netty-socketio. */
public final class NettySocketIo {
  private static final String ROOM = "all";
  private static final int BACKLOG = 4096;

  private NettySocketIo() {}

  /** Listens on 127.0.0.1, at the port that is the first argument. */
  public static void main(String[] args) {
    Configuration configuration = new Configuration();
    configuration.setHostname("127.0.0.1");
    configuration.setPort(Integer.parseInt(args[0]));
    SocketConfig sockets = new SocketConfig();
    sockets.setAcceptBackLog(BACKLOG);
    sockets.setTcpNoDelay(true);
    sockets.setReuseAddress(true);
    configuration.setSocketConfig(sockets);
    SocketIOServer server = new SocketIOServer(configuration);
    server.addConnectListener(client -> client.joinRoom(ROOM));
    server.addEventListener(
        "pub",
        Map.class,
        (client, argument, ack) -> server.getRoomOperations(ROOM).sendEvent("ev", argument));
    server.addEventListener("echo", Map.class, NettySocketIo::echo);
    server.start();
  }

  private static void echo(SocketIOClient client, Map<?, ?> argument, AckRequest ack) {
    ack.sendAckData(argument);
  }
}
