package dev.oneport.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Texts to and from a server, by long-polling or WebSocket, with request headers of one's own. */
public interface Line extends AutoCloseable {

  /** What the server has answered to the request that opens it; of 101 the head alone. */
  RawHttp.Response opening();

  /** Sends a text. */
  void send(String text) throws IOException;

  /**
   * The next text that is neither ping nor noop.
   *
   * @throws IOException if the connection is over, with {@code closed} and the code of a close by
   *     the server, which a session of long-polling ends as good as with 1000
   */
  String next() throws IOException;

  @Override
  void close() throws IOException;

  /** Over a WebSocket; closed at once if it is refused. */
  static Line webSocket(URI uri, Map<String, String> headers) throws IOException {
    return new WebSocketLine(uri, headers);
  }

  /** Over long-polling of Engine.IO, whose open packet is the body of the opening. */
  static Line polling(URI uri, Map<String, String> headers) throws IOException {
    return new PollingLine(
        uri, headers, RawHttp.exchange("GET", uri, headers, null), new ArrayDeque<>());
  }

  /** A WebSocket. */
  final class WebSocketLine implements Line {
    private final RawHttp http;
    private final RawHttp.Response opening;

    private WebSocketLine(URI uri, Map<String, String> headers) throws IOException {
      http = RawHttp.connect(uri);
      http.requestUpgrade(uri, headers);
      opening = http.response();
    }

    @Override
    public RawHttp.Response opening() {
      return opening;
    }

    @Override
    public void send(String text) throws IOException {
      http.sendFrame(text);
    }

    @Override
    public String next() throws IOException {
      DataInputStream in = new DataInputStream(http.input());
      for (; ; ) {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte();
        byte[] content =
            in.readNBytes(length < 126 ? length : length == 126 ? in.readUnsignedShort() : -1);
        String text = new String(content, UTF_8);
        if (opcode == 8) {
          int code = length < 2 ? 1005 : ByteBuffer.wrap(content).getShort() & 0xffff;
          throw new IOException("closed " + code);
        }
        if (opcode == 1 && !text.equals("2") && !text.startsWith("{\"ping\"")) {
          return text;
        }
      }
    }

    @Override
    public void close() throws IOException {
      http.close();
    }
  }

  /**
   * Long-polling.
   *
   * @param arrived in payloads, and not taken yet
   */
  record PollingLine(
      URI uri, Map<String, String> headers, RawHttp.Response opening, Deque<String> arrived)
      implements Line {
    private static final String SEPARATOR = "\u001e";

    private URI session() {
      String sid = opening.body().split("\"", 5)[3];
      return URI.create(uri + "&sid=" + sid);
    }

    @Override
    public void send(String text) throws IOException {
      RawHttp.Response answer = RawHttp.exchange("POST", session(), headers, text);
      if (answer.status() != 200) {
        throw new IOException("status " + answer.status());
      }
    }

    @Override
    public String next() throws IOException {
      for (; ; ) {
        while (arrived.isEmpty()) {
          RawHttp.Response answer = RawHttp.exchange("GET", session(), headers, null);
          if (answer.status() == 400 && answer.body().contains("Session ID unknown")) {
            throw new IOException("closed 1000");
          }
          arrived.addAll(List.of(answer.body().split(SEPARATOR, -1)));
        }
        String text = arrived.remove();
        if (text.equals("1")) {
          throw new IOException("closed 1000");
        }
        // The last poll of a session that the server ends gets a noop.
        if (!text.equals("2") && !text.equals("6")) {
          return text;
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (opening.status() == 200) {
        RawHttp.exchange("POST", session(), headers, "1");
      }
    }
  }
}
