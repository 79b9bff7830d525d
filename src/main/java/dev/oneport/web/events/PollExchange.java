package dev.oneport.web.events;

import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.subscribe.LongPoll;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.web.AsyncRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A poll that is answered later, or by more than a client surely takes at once: without blocking on
 * the client, and within the time that one write may take. Any thread.
 */
final class PollExchange implements AsyncListener {
  private final SubscriberContext context;
  private final int sendTimeoutMillis;
  private final HttpServletResponse response;
  private final ResponseStream stream;
  private final AtomicBoolean over = new AtomicBoolean();

  /** Set before the container can call. */
  private volatile Runnable onGone = () -> {};

  /** Null unless it waits; set as {@link #onGone}. */
  private volatile @Nullable LongPoll waiting;

  private PollExchange(
      SubscriberContext context,
      int sendTimeoutMillis,
      AsyncContext async,
      HttpServletResponse response,
      Executor workers)
      throws IOException {
    this.context = context;
    this.sendTimeoutMillis = sendTimeoutMillis;
    this.response = response;
    this.stream =
        new ResponseStream(
            new AsyncRequest(async, workers, context.timers()),
            response.getOutputStream(),
            this::finish);
  }

  /** Takes a request; to be followed by {@link #open}. */
  static PollExchange begin(
      HttpServletRequest request,
      HttpServletResponse response,
      SubscriberContext context,
      int sendTimeoutMillis,
      Executor workers)
      throws IOException {
    AsyncContext async = AsyncRequest.start(request, response);
    PollExchange exchange = new PollExchange(context, sendTimeoutMillis, async, response, workers);
    async.addListener(exchange);
    context.sessions().beginPoll();
    return exchange;
  }

  /** It waits, as a session, until it has its answer; before {@link #open}. */
  void waits(LongPoll session) {
    waiting = session;
    context.sessions().add(session);
    context.sessions().bind(session, session.handshake().login());
    context.sessions().endPoll();
  }

  /** Says what is to be done if the client goes before it has its answer; before {@link #open}. */
  void onGone(Runnable task) {
    onGone = task;
  }

  /** Lets the container call, maybe at once: the last thing that the servlet does. */
  void open() throws IOException {
    response.getOutputStream().setWriteListener(stream);
  }

  /** Writes the whole answer; called once. */
  void answer(byte[] body) {
    Timer deadline = context.timers().schedule(sendTimeoutMillis, stream::end);
    stream.writeAll(
        body,
        () -> response.setContentLength(body.length),
        failure -> {
          deadline.cancel();
          stream.end();
          finish();
        });
  }

  /** Ends the request without an answer. */
  void end() {
    stream.end();
    finish();
  }

  private void finish() {
    if (over.compareAndSet(false, true)) {
      LongPoll session = waiting;
      if (session == null) {
        context.sessions().endPoll();
      } else {
        context.sessions().remove(session);
      }
      onGone.run();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    stream.onRequestOver();
    finish();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    stream.onRequestBroken(event.getThrowable());
    finish();
  }

  @Override
  public void onError(AsyncEvent event) {
    stream.onRequestBroken(event.getThrowable());
    finish();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is started once.
  }
}
