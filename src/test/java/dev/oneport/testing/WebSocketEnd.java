package dev.oneport.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's WebSocket; keeps what arrives. The JDK's: Tyrus' own would take its connections'
 * objects from where the server's go when they are over, and the two would end each other's.
 */
public final class WebSocketEnd implements AutoCloseable {
  private static final HttpClient CLIENTS = HttpClient.newHttpClient();

  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  private WebSocketEnd(URI uri) {
    socket = CLIENTS.newWebSocketBuilder().buildAsync(uri, new Arrivals()).join();
  }

  /** Connects. */
  public static WebSocketEnd connect(URI uri) {
    return new WebSocketEnd(uri);
  }

  /** What arrives next, in the notation of {@link RecordingFrameSink}. */
  public String next() throws InterruptedException {
    String next = arrived.poll(20, TimeUnit.SECONDS);
    return next == null ? "nothing came in 20 s" : next;
  }

  /** Sends a text; the server may close while it is on its way. */
  public void send(String text) {
    socket.sendText(text, true).exceptionally(closedMeanwhile -> socket).join();
  }

  /** Sends binary; the server may close while it is on its way. */
  public void send(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).exceptionally(closed -> socket).join();
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(closed -> socket).join();
    }
  }

  /** Called by one thread at a time. */
  private final class Arrivals implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder binary = new StringBuilder("#");

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        arrived.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      HexFormat.of().formatHex(binary, bytes);
      if (last) {
        arrived.add(binary.toString());
        binary.setLength(1);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      arrived.add("close " + code + (reason.isEmpty() ? "" : " " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      arrived.add("error " + error);
    }
  }
}
