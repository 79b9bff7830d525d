package dev.oneport.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Requests of the HTTP API, over some connections, each with one under way. */
final class ApiLoad {
  /** The key of which {@link dev.oneport.bench.server.Targets} gives the server the hash. */
  private static final String KEY = "bench-key-0123456789";

  private static final int CONNECTIONS = 8;
  private static final String BODY =
      "{\"rooms\":[\"one\"],\"event\":\"order\",\"data\":[{\"id\":42,\"text\":\"some text\"}]}";
  private static final int STATUS_AT = 9;
  private static final String CONTENT_LENGTH = "content-length:";

  private final URI base;

  ApiLoad(URI base) {
    this.base = base;
  }

  /** Returns how many requests were answered in so many seconds. */
  long run(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<CompletableFuture<Long>> all = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      all.add(
          CompletableFuture.supplyAsync(() -> requestUntil(end), task -> new Thread(task).start()));
    }
    return all.stream().mapToLong(CompletableFuture::join).sum();
  }

  private long requestUntil(long end) {
    String head =
        "POST /api/emit HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + KEY
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + BODY.length()
            + "\r\n\r\n"
            + BODY;
    byte[] request = head.getBytes(StandardCharsets.US_ASCII);
    long answered = 0;
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (System.nanoTime() < end) {
        out.write(request);
        readAnswer(in);
        answered++;
      }
      return answered;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readAnswer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("202", STATUS_AT)) {
      throw new IOException("not 202: " + status);
    }
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, CONTENT_LENGTH, 0, CONTENT_LENGTH.length())) {
        length = Integer.parseInt(line.substring(CONTENT_LENGTH.length()).strip());
      }
    }
    in.readNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection has ended");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
