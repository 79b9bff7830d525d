package dev.oneport.web.polling;

import dev.oneport.HttpExchange;
import dev.oneport.RequestHead;
import dev.oneport.ResponseHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One request as middleware sees it. Usable only while the middleware is at work: containers use
 * their objects again, so that what comes late must not reach them.
 */
final class ServletExchange implements HttpExchange {
  private final RequestHead head;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Object lock = new Object();

  /** Set by the middleware's thread, read by the request's. */
  private volatile @Nullable Ending ending;

  /** What to do when the middleware ends the request; replaced for each middleware. */
  private volatile Runnable whenEnded = () -> {};

  /** Guarded by the lock: no header is set while it becomes true. */
  private boolean over;

  private record Ending(int status, @Nullable String contentType, String body) {}

  ServletExchange(RequestHead head, HttpServletRequest request, HttpServletResponse response) {
    this.head = head;
    this.request = request;
    this.response = response;
  }

  @Override
  public RequestHead request() {
    return head;
  }

  @Override
  public ResponseHeaders headers() {
    ServletHeaders headers = new ServletHeaders(response);
    return new ResponseHeaders() {
      @Override
      public void set(String name, String value) {
        whileOpen(() -> headers.set(name, value));
      }

      @Override
      public void add(String name, String value) {
        whileOpen(() -> headers.add(name, value));
      }

      @Override
      public @Nullable String get(String name) {
        synchronized (lock) {
          return over ? null : headers.get(name);
        }
      }
    };
  }

  @Override
  public void end(int status, @Nullable String contentType, String body) {
    ending = new Ending(status, contentType, body);
    whenEnded.run();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    if (type.isInstance(request)) {
      return type.cast(request);
    }
    return type.isInstance(response) ? type.cast(response) : null;
  }

  /** The next middleware is to have it. */
  void handOver(Runnable ended) {
    whenEnded = ended;
  }

  /** No middleware has it any more. */
  void takeBack() {
    synchronized (lock) {
      over = true;
    }
  }

  /** Sends what a middleware ended the request with. Request's thread. */
  void sendEnding() throws IOException {
    Ending last = ending;
    if (last == null) {
      return;
    }
    if (last.contentType() == null) {
      Responses.empty(response, last.status());
    } else {
      Responses.text(response, last.status(), last.contentType(), last.body());
    }
  }

  private void whileOpen(Runnable change) {
    synchronized (lock) {
      if (over) {
        throw new IllegalStateException("the request is over, or was decided meanwhile");
      }
      change.run();
    }
  }
}
