package dev.oneport.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Requests one after the other over one connection, or over the next one where the server ends it.
 * The loop's thread alone.
 */
final class HttpConnection {

  /** What is done with the body of an answer, between two indices. */
  interface Receiver {
    void onBody(ByteBuffer in, int from, int to);
  }

  private record Request(String text, Receiver receiver) {}

  private final Site site;
  private final Queue<Request> waiting = new ArrayDeque<>();
  private @Nullable Request current;
  private @Nullable Wire wire;
  private boolean closed;

  HttpConnection(Site site) {
    this.site = site;
  }

  void get(String path, Receiver receiver) {
    send(new Request(head("GET", path) + "\r\n", receiver));
  }

  void post(String path, String type, String body, Receiver receiver) {
    String head = head("POST", path) + "Content-Type: " + type + "\r\nContent-Length: ";
    send(new Request(head + body.length() + "\r\n\r\n" + body, receiver));
  }

  private String head(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: " + site.address().getHostString() + "\r\n";
  }

  private void send(Request request) {
    waiting.add(request);
    if (current == null) {
      next();
    }
  }

  private void next() {
    current = waiting.poll();
    if (current == null || closed) {
      return;
    }
    Wire open = wire;
    if (open == null || !open.isOpen()) {
      wire = new Wire();
      site.loop().connect(site.address(), wire, 0);
    } else {
      open.write(current.text().getBytes(US_ASCII));
    }
  }

  void close() {
    closed = true;
    if (wire != null) {
      wire.close();
    }
  }

  private final class Wire extends Connection {
    @Override
    void onConnected() {
      if (current != null) {
        write(current.text().getBytes(US_ASCII));
      }
    }

    @Override
    void onBytes(ByteBuffer in) {
      int end = Http.endOfHead(in);
      if (end < 0) {
        return;
      }
      int to = end + Http.contentLength(in, end);
      if (to > in.limit()) {
        return;
      }
      Http.expect(in, "HTTP/1.1 20");
      in.position(to);
      Request answered = current;
      current = null;
      if (answered != null) {
        answered.receiver().onBody(in, end, to);
      }
      if (current == null) {
        next();
      }
    }

    @Override
    void onEnd() {
      if (!closed && current != null) {
        wire = new Wire();
        site.loop().connect(site.address(), wire, 0);
      }
    }
  }
}
