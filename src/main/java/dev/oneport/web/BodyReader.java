package dev.oneport.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Timers;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rest of a body that is not there yet, whenever some of it comes: no thread waits for a
 * slow client, or for one that never sends it.
 *
 * <pre>
 * state      container's threads       ends by the first of                       owner
 * reading    take what comes           whole, too large, broken, given up         container's thread
 * answering  drop it, or do nothing    the answer is written                      one worker
 * answered   drop it, or do nothing    the body's end where the container waits   -
 * </pre>
 *
 * <p>Containers call one method of a listener after the other; Undertow on the thread that serves
 * many connections, so nothing here waits. Whoever gives the body up may be any thread.
 *
 * @see <a href="https://jakarta.ee/specifications/servlet/6.0/">Servlet 6.0, 3.7, non-blocking
 *     I/O</a>
 */
public final class BodyReader implements ReadListener, AsyncListener {
  private static final int DROPPED_AT_ONCE = 8_192;

  private final RequestBody body;
  private final ServletInputStream input;
  private final HttpServletResponse response;
  private final Receiver receiver;
  private final LateAnswer answer;
  private final AsyncRequest request;

  private final Object lock = new Object();

  /** Whether a thread of the container's is about to read. */
  @GuardedBy("lock")
  private boolean reading;

  /** How it ended while a thread was reading; null if it did not. */
  @GuardedBy("lock")
  private @Nullable End ended;

  /** Whether the answer is written. */
  private volatile boolean answered;

  /**
   * Whether the container would end the request without waiting for the rest of the body. Where it
   * would not, that is read and dropped first.
   */
  private volatile boolean mayEnd;

  /** How the reading ended. */
  public enum End {
    /** The body is there. */
    WHOLE,
    /** It is longer than it may be. */
    TOO_LARGE,
    /** It breaks off: nothing can be answered. */
    BROKEN,
    /** Nobody wants it any more. */
    GIVEN_UP
  }

  /** Gets the body. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * The reading has ended; told once, by a worker or the request's own thread.
     *
     * @param bytes empty unless whole
     * @return writes the answer
     */
    LateAnswer.Write onEnd(End end, byte[] bytes);
  }

  /** With what {@link #begin} makes. */
  BodyReader(
      RequestBody body,
      ServletInputStream input,
      HttpServletResponse response,
      Receiver receiver,
      LateAnswer answer,
      AsyncRequest async,
      boolean mayEnd) {
    this.body = body;
    this.input = input;
    this.response = response;
    this.receiver = receiver;
    this.answer = answer;
    this.request = async;
    this.mayEnd = mayEnd;
  }

  /**
   * Takes what is there of a body, without waiting; but over HTTP/2 Grizzly, in Payara and
   * GlassFish, does not tell a listener what comes later, so there it is waited for.
   */
  public static RequestBody.Progress takeArrived(HttpServletRequest request, RequestBody body)
      throws IOException {
    ServletInputStream input = request.getInputStream();
    return "HTTP/2.0".equals(request.getProtocol()) && isGrizzly(request)
        ? body.takeAll(input)
        : body.takeArrived(input);
  }

  private static boolean isGrizzly(HttpServletRequest request) {
    String server = request.getServletContext().getServerInfo();
    return server.contains("Payara") || server.contains("GlassFish");
  }

  /**
   * Takes a request; to be followed by {@link #open}.
   *
   * @param body what was read of it so far
   */
  public static BodyReader begin(
      HttpServletRequest request,
      HttpServletResponse response,
      RequestBody body,
      Receiver receiver,
      Executor workers,
      Timers timers)
      throws IOException {
    ServletInputStream input = request.getInputStream();
    AsyncContext context = AsyncRequest.start(request, response);
    AsyncRequest async = new AsyncRequest(context, workers, timers);
    BodyReader reader =
        new BodyReader(
            body,
            input,
            response,
            receiver,
            new LateAnswer(async, workers),
            async,
            !AsyncRequest.endWaitsForBody(context));
    context.addListener(reader);
    return reader;
  }

  /** Lets the container call, maybe at once: the last thing that the servlet does. */
  public void open() {
    try {
      input.setReadListener(this);
    } catch (RuntimeException e) {
      end(End.BROKEN); // A filter in front may have an input of its own that can't.
      throw e;
    } finally {
      answer.endService();
    }
  }

  /** Nobody wants it any more. Any thread; does not wait. */
  public void giveUp() {
    end(End.GIVEN_UP);
  }

  @Override
  public void onDataAvailable() throws IOException {
    synchronized (lock) {
      reading = true;
    }
    try {
      take();
      if (!mayEnd) {
        drop();
      }
    } finally {
      End how;
      synchronized (lock) {
        reading = false;
        how = ended;
        ended = null;
      }
      if (how != null) {
        give(how);
      }
    }
  }

  private void take() throws IOException {
    while (!answer.isClaimed() && input.isReady() && !input.isFinished()) {
      switch (body.takePiece(input)) {
        case MORE -> {
          // Or the end, which the container tells next.
        }
        case WHOLE -> end(End.WHOLE);
        case TOO_LARGE -> end(End.TOO_LARGE);
      }
    }
  }

  private void drop() throws IOException {
    byte[] dropped = new byte[0];
    while (answer.isClaimed() && input.isReady() && !input.isFinished()) {
      dropped = dropped.length == 0 ? new byte[DROPPED_AT_ONCE] : dropped;
      if (input.read(dropped) < 0) {
        return;
      }
    }
  }

  @Override
  public void onAllDataRead() {
    end(body.isWholeAtTheEnd() ? End.WHOLE : End.BROKEN);
    mayEnd = true;
    if (answered) {
      request.completeOnWorker();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(End.BROKEN);
    request.writeFailed();
    request.awaitOutside();
  }

  /** The first who ends it has it answered: not while a thread reads, who would read on. */
  private void end(End how) {
    if (!answer.claim()) {
      return;
    }
    synchronized (lock) {
      if (reading) {
        ended = how;
        return;
      }
    }
    give(how);
  }

  private void give(End how) {
    answer.give(() -> finish(how));
  }

  private void finish(End how) {
    LateAnswer.Write write = () -> response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    try {
      write = receiver.onEnd(how, how == End.WHOLE ? body.bytes() : new byte[0]);
    } finally {
      if (how != End.BROKEN) {
        send(write, how);
      }
    }
  }

  private void send(LateAnswer.Write write, End how) {
    Throwable failure =
        answer.write(
            () -> {
              write.run();
              if (how != End.WHOLE) {
                response.flushBuffer();
              }
            });
    if (failure == null) {
      answered = true;
      if (mayEnd || how == End.WHOLE) {
        answer.complete();
      }
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    answer.over();
    end(End.BROKEN);
    request.awaitOutside();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end(End.BROKEN);
    request.broken();
  }

  @Override
  public void onError(AsyncEvent event) {
    end(End.BROKEN);
    request.broken();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is started once.
  }
}
