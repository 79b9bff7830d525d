package dev.oneport.it.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection that speaks just enough HTTP/1.1 to say what a well-behaved client would not:
 * refused upgrades, half requests, no reading.
 */
public final class RawHttp implements AutoCloseable {

  private static final int READ_TIMEOUT_MILLIS = 30_000;
  private static final int CLOSE_OPCODE = 8;
  private static final int BUFFER_BYTES = 8_192;

  /** RFC 6455, 5.2: the length is in the two bytes that follow. */
  private static final int EXTENDED_LENGTH = 126;

  private static final int MAX_FRAME_BYTES = 0xffff;

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;

  /**
   * An answer.
   *
   * @param headers by name in any case; of several the last
   */
  public record Response(int status, Map<String, String> headers, String body) {
    /** A header's value; null if there is none. */
    public @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  private RawHttp(Socket socket, int bufferBytes) throws IOException {
    this.socket = socket;
    out = socket.getOutputStream();
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), bufferBytes));
  }

  /** Connects. */
  public static RawHttp connect(URI uri) throws IOException {
    return connect(uri, 0);
  }

  /**
   * Connects.
   *
   * @param receiveBufferBytes of the operating system, small for a reader that is to stall soon; 0
   *     for the default
   */
  public static RawHttp connect(URI uri, int receiveBufferBytes) throws IOException {
    Socket socket = new Socket();
    if (receiveBufferBytes > 0) {
      socket.setReceiveBufferSize(receiveBufferBytes);
    }
    socket.connect(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()), 10_000);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    // What nobody asks for is not taken from the operating system either.
    return new RawHttp(socket, receiveBufferBytes > 0 ? 1 : BUFFER_BYTES);
  }

  /**
   * Connects from one of this machine's own addresses.
   *
   * @param address below 127.0.0.0/8
   */
  public static RawHttp connect(URI uri, String address) throws IOException {
    Socket socket = new Socket();
    socket.bind(new java.net.InetSocketAddress(address, 0));
    socket.connect(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()), 10_000);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    return new RawHttp(socket, BUFFER_BYTES);
  }

  /** Sends one request over a new connection and reads the answer. */
  public static Response exchange(
      String method, URI uri, Map<String, String> headers, @Nullable String body)
      throws IOException {
    try (RawHttp http = connect(uri)) {
      http.request(method, uri, headers, body);
      return http.response();
    }
  }

  /** Asks for a WebSocket and reads the answer, which may be anything. */
  public static Response upgrade(URI uri, Map<String, String> headers) throws IOException {
    try (RawHttp http = connect(uri)) {
      http.requestUpgrade(uri, headers);
      return http.response();
    }
  }

  /** Sends the request for a WebSocket. */
  public void requestUpgrade(URI uri, Map<String, String> headers) throws IOException {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Connection", "Upgrade");
    all.put("Upgrade", "websocket");
    all.put("Sec-WebSocket-Version", "13");
    all.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    request("GET", uri, all, null);
  }

  /** Sends a request. */
  public void request(String method, URI uri, Map<String, String> headers, @Nullable String body)
      throws IOException {
    String query = uri.getRawQuery();
    request(method, uri, uri.getRawPath() + (query == null ? "" : "?" + query), headers, body);
  }

  /**
   * Sends a request.
   *
   * @param server whose host and port it says
   * @param target path and query, as they are
   */
  public void request(
      String method, URI server, String target, Map<String, String> headers, @Nullable String body)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(server.getAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    byte[] content = body == null ? new byte[0] : body.getBytes(UTF_8);
    if (body != null && !headers.containsKey("Content-Length")) {
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    out.write(content);
    out.flush();
  }

  /** Sends bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends a masked text frame of at most 64 KiB; the mask is all zero. */
  public void sendFrame(String text) throws IOException {
    write(frame(text));
  }

  /** A masked text frame of at most 64 KiB; the mask is all zero. */
  static byte[] frame(String text) {
    byte[] content = text.getBytes(UTF_8);
    if (content.length > MAX_FRAME_BYTES) {
      throw new IllegalArgumentException(content.length + " bytes");
    }
    boolean isShort = content.length < EXTENDED_LENGTH;
    ByteBuffer frame = ByteBuffer.allocate(8 + content.length);
    frame.put((byte) 0x81).put((byte) (0x80 | (isShort ? content.length : EXTENDED_LENGTH)));
    if (!isShort) {
      frame.putShort((short) content.length);
    }
    frame.putInt(0).put(content);
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /** Reads the head and body of an answer; of 101 the head only. */
  public Response response() throws IOException {
    Response head = head();
    int status = head.status();
    boolean bodiless = status == 101 || status == 204 || status == 304;
    return new Response(status, head.headers(), bodiless ? "" : body(head));
  }

  /** Reads the head of an answer: its body is {@link #input}. */
  public Response head() throws IOException {
    String statusLine = line();
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return new Response(status, headers, "");
  }

  /** Reads the body that follows a head. */
  public String body(Response head) throws IOException {
    Map<String, String> headers = head.headers();
    String length = headers.get("Content-Length");
    if (length != null) {
      return new String(in.readNBytes(Integer.parseInt(length)), UTF_8);
    }
    String coding = headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT);
    if (!coding.equals("chunked")) {
      return new String(in.readAllBytes(), UTF_8);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(in.readNBytes(size));
      line();
    }
    line();
    return body.toString(UTF_8);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("connection closed after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /**
   * Reads WebSocket frames until the server says close, or the connection ends in whatever way.
   *
   * @throws java.net.SocketTimeoutException if nothing of the kind happens for 30 s
   */
  public void readFramesToTheEnd() throws IOException {
    try {
      int opcode;
      do {
        opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte();
        in.skipNBytes(
            length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong());
      } while (opcode != CLOSE_OPCODE);
    } catch (EOFException | java.net.SocketException ended) {
      // Cut off in the middle of a frame: as good an end.
    }
  }

  /** What arrives, byte by byte; ends when the server closes. */
  public InputStream input() {
    return in;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
