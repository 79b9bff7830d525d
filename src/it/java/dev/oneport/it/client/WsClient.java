package dev.oneport.it.client;

import static java.util.Objects.requireNonNull;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client that knows nothing of Engine.IO: frames in, frames out, in order. Frames are
 * taken one by one; what is not taken by the end is no failure.
 */
public final class WsClient implements AutoCloseable {

  private static final int LARGEST_MESSAGE = 16 << 20;
  private static final long DEADLINE_SECONDS = 30;

  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private @Nullable Session session;

  private WsClient() {}

  /** Connects. */
  public static WsClient connect(URI uri) {
    return connect(uri, Map.of());
  }

  /**
   * Connects with request headers of one's own.
   *
   * @throws AssertionError if the server refuses the handshake
   */
  public static WsClient connect(URI uri, Map<String, String> headers) {
    return connect(uri, headers, List.of());
  }

  /**
   * Connects and asks for one of several subprotocols.
   *
   * @throws AssertionError if the server refuses the handshake
   */
  public static WsClient connect(URI uri, Map<String, String> headers, List<String> subprotocols) {
    WsClient client = new WsClient();
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create()
            .preferredSubprotocols(subprotocols)
            .configurator(
                new ClientEndpointConfig.Configurator() {
                  @Override
                  public void beforeRequest(Map<String, List<String>> all) {
                    headers.forEach((name, value) -> all.put(name, List.of(value)));
                  }
                })
            .build();
    try {
      container().connectToServer(client.new Events(), config, uri);
    } catch (DeploymentException e) {
      throw new AssertionError("refused: " + uri, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return client;
  }

  /**
   * Made by its class's name: on the class path is also the client of the embedded Tomcat. One for
   * each connection: Tyrus stops the threads of one when its last connection has closed, even if
   * another is about to open.
   */
  private static WebSocketContainer container() {
    return ClientManager.createClient();
  }

  /** The address of a WebSocket beside an HTTP resource. */
  public static URI uri(URI base, String relative) {
    return URI.create(base.resolve(relative).toString().replaceFirst("^http", "ws"));
  }

  /** The subprotocol that the server has chosen; empty for none. */
  public String subprotocol() {
    return session().getNegotiatedSubprotocol();
  }

  /** Puts everything that happens into the queue. */
  private final class Events extends Endpoint {
    @Override
    public void onOpen(Session opened, EndpointConfig config) {
      session = opened;
      opened.setMaxTextMessageBufferSize(LARGEST_MESSAGE);
      opened.setMaxBinaryMessageBufferSize(LARGEST_MESSAGE);
      opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) arrived::add);
      opened.addMessageHandler(
          ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) data -> arrived.add(bytes(data)));
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
      arrived.add(reason);
    }
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return bytes;
  }

  /** Sends a text frame; lost if the server has closed the connection. */
  public void send(String text) {
    send(() -> session().getBasicRemote().sendText(text));
  }

  /** Sends a binary frame; lost if the server has closed the connection. */
  public void send(byte[] data) {
    send(() -> session().getBasicRemote().sendBinary(ByteBuffer.wrap(data)));
  }

  private interface Write {
    void run() throws IOException;
  }

  private void send(Write write) {
    try {
      write.run();
    } catch (IOException peerHasClosed) {
      // Tyrus may learn of it by this write. Whoever waits for an answer finds that there is none.
    } catch (RuntimeException e) {
      // Which one depends on how far Tyrus has come with the closing.
      if (session().isOpen()) {
        throw new IllegalStateException("can't send", e);
      }
    }
  }

  /** The next text frame. */
  public String text() {
    return take(String.class);
  }

  /** The next text frame that is no Engine.IO ping; pings before it are answered. */
  public String textAfterPings() {
    String text = text();
    while (text.equals("2")) {
      send("3");
      text = text();
    }
    return text;
  }

  /** The next text frame that is no ping in JSON; pings before it are answered. */
  public String textAfterJsonPings() {
    String text = text();
    while (text.startsWith("{\"ping\":")) {
      send(text.replace("ping", "pong"));
      text = text();
    }
    return text;
  }

  /** The next frame, a binary one; pings before it are answered. */
  public byte[] binary() {
    Object next = next();
    while (next.equals("2")) {
      send("3");
      next = next();
    }
    if (next instanceof byte[] data) {
      return data;
    }
    throw new AssertionError("a binary frame was expected, not " + next);
  }

  /** Drops frames until the connection is closed. */
  public CloseReason closed() {
    Object next = next();
    while (!(next instanceof CloseReason)) {
      next = next();
    }
    return (CloseReason) next;
  }

  /** The same with pings answered, of either kind: it is not closed for want of a sign of life. */
  public CloseReason closedThoughAlive() {
    Object next = next();
    while (!(next instanceof CloseReason)) {
      if (next.equals("2")) {
        send("3");
      } else if (next instanceof String text && text.startsWith("{\"ping\":")) {
        send(text.replace("ping", "pong"));
      }
      next = next();
    }
    return (CloseReason) next;
  }

  private <T> T take(Class<T> type) {
    Object next = next();
    if (!type.isInstance(next)) {
      throw new AssertionError(type.getSimpleName() + " was expected, not " + next);
    }
    return type.cast(next);
  }

  private Object next() {
    try {
      Object next = arrived.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing arrived within " + DEADLINE_SECONDS + " s");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Session session() {
    return requireNonNull(session);
  }

  @Override
  public void close() {
    try {
      session().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
