package dev.oneport.it.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event stream as it comes over the wire, over HTTP/1.1: nothing is interpreted but chunks and
 * the ends of blocks. One thread.
 */
public final class EventStreamClient implements AutoCloseable {

  private final RawHttp http;
  private final InputStream in;
  private final RawHttp.Response head;
  private final boolean chunked;

  /** Of the chunk that is being read, or of a body whose length was told. */
  private int left;

  /** An answer that is over at once may tell its length. */
  private final boolean measured;

  private boolean inChunks;
  private boolean over;

  private EventStreamClient(RawHttp http) throws IOException {
    this.http = http;
    in = http.input();
    head = http.head();
    String coding = head.headers().getOrDefault("Transfer-Encoding", "");
    chunked = coding.toLowerCase(Locale.ROOT).equals("chunked");
    String length = head.header("Content-Length");
    measured = length != null;
    left = length == null ? 0 : Integer.parseInt(length);
  }

  /** Asks for a stream, and returns once it is answered, whatever with. */
  public static EventStreamClient open(URI uri) {
    return open(uri, Map.of());
  }

  /**
   * Asks for a stream, and returns once it is answered, whatever with.
   *
   * @param headers besides {@code Accept}
   */
  public static EventStreamClient open(URI uri, Map<String, String> headers) {
    return open(uri, headers, 0);
  }

  /**
   * Asks for a stream, and returns once it is answered, whatever with.
   *
   * @param receiveBufferBytes see {@link RawHttp#connect(URI, int)}
   */
  public static EventStreamClient open(
      URI uri, Map<String, String> headers, int receiveBufferBytes) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Accept", "text/event-stream");
    all.putAll(headers);
    try {
      RawHttp http = RawHttp.connect(uri, receiveBufferBytes);
      try {
        http.request("GET", uri, all, null);
        return new EventStreamClient(http);
      } catch (IOException e) {
        http.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Status and headers of the answer. */
  public RawHttp.Response head() {
    return head;
  }

  /** The next block, without the empty line after it; null if the stream has ended. */
  public @Nullable String block() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    try {
      int before = 0;
      for (int c = next(); c >= 0; c = next()) {
        if (c == '\n' && before == '\n') {
          String text = block.toString(UTF_8);
          return text.substring(0, text.length() - 1);
        }
        block.write(c);
        before = c;
      }
    } catch (EOFException | java.net.SocketException cut) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (block.size() > 0) {
      throw new IllegalStateException("the stream ended amid a block: " + block.toString(UTF_8));
    }
    return null;
  }

  /** The next block that is no heartbeat. */
  public @Nullable String news() {
    String block = block();
    while (block != null && block.startsWith(": \n")) {
      block = block();
    }
    return block;
  }

  /** The value of a field in a block; null if it has none. */
  public static @Nullable String field(String block, String name) {
    for (String line : block.split("\n", -1)) {
      if (line.startsWith(name + ": ")) {
        return line.substring(name.length() + 2);
      }
    }
    return null;
  }

  /** The next byte of the body, without the chunks' own lines; -1 after the last. */
  private int next() throws IOException {
    if (measured) {
      return left-- > 0 ? in.read() : -1;
    }
    if (!chunked) {
      return in.read();
    }
    if (over) {
      return -1;
    }
    if (left == 0) {
      // The end of the chunk before: Jetty sends it with the next one only.
      if (inChunks) {
        line();
      }
      inChunks = true;
      left = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      if (left == 0) {
        over = true;
        return -1;
      }
    }
    int c = in.read();
    if (c < 0) {
      throw new EOFException();
    }
    left--;
    return c;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
