package dev.oneport.web.events;

import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.config.EventsConfig;
import dev.oneport.subscribe.PollAnswer;
import dev.oneport.subscribe.PollWaiter;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.subscribe.Subscription;
import dev.oneport.subscribe.Voice;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers polls. Between two polls of a client the server keeps nothing of it: the cursor says all.
 * Any thread.
 */
public final class Polls {
  private static final int DEFAULT_WAIT_SECONDS = 25;
  private static final int MILLIS = 1_000;

  private final SubscriberContext context;
  private final EventsConfig config;
  private final Voice voice;
  private final Executor workers;

  /** With what all polls share. */
  public Polls(SubscriberContext context, EventsConfig config, Voice voice, Executor workers) {
    this.context = context;
    this.config = config;
    this.voice = voice;
    this.workers = workers;
  }

  /** How many seconds a poll waits that does not say. */
  int defaultWait() {
    return Math.min(DEFAULT_WAIT_SECONDS, config.maxWaitSeconds());
  }

  /** How many seconds a poll may wait. */
  int maxWait() {
    return config.maxWaitSeconds();
  }

  /** Answers now if there is news or the client does not wait, else once there is. */
  void answer(HttpServletRequest request, HttpServletResponse response, EventsRequest wanted)
      throws IOException {
    Adapter adapter = context.adapters().of(wanted.namespace());
    CatchUp told = Subscription.read(adapter, wanted.rooms(), wanted.cursor());
    Cursor since = wanted.cursor();
    boolean news = !told.recovered() || !told.missed().isEmpty();
    if (since == null || news || wanted.waitSeconds() == 0) {
      answerNow(request, response, wanted, told);
    } else {
      park(request, response, wanted, since, adapter);
    }
  }

  private void answerNow(
      HttpServletRequest request, HttpServletResponse response, EventsRequest wanted, CatchUp told)
      throws IOException {
    if (wanted.waitSeconds() == 0 && isUnchanged(request, response, told)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] body = body(wanted, told);
    setHeaders(response);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static boolean isUnchanged(
      HttpServletRequest request, HttpServletResponse response, CatchUp told) {
    Cursor position = told.position();
    if (position == null) {
      return false;
    }
    String tag = "\"" + position + "\"";
    response.setHeader("ETag", tag);
    String known = request.getHeader("If-None-Match");
    return told.missed().isEmpty() && tag.equals(known);
  }

  private void park(
      HttpServletRequest request,
      HttpServletResponse response,
      EventsRequest wanted,
      Cursor since,
      Adapter adapter)
      throws IOException {
    setHeaders(response);
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    // The poll needs to know its answer's stream, which needs to know its poll.
    AtomicReference<@Nullable PollWaiter> self = new AtomicReference<>();
    Runnable onGone =
        () -> {
          PollWaiter waiter = self.get();
          if (waiter != null) {
            waiter.abandon();
          }
        };
    ResponseStream stream = new ResponseStream(async, response.getOutputStream(), workers, onGone);
    PollWaiter waiter =
        new PollWaiter(
            adapter,
            context.timers(),
            wanted.rooms(),
            since,
            told -> stream.write(body(wanted, told), failure -> stream.end()));
    self.set(waiter);
    async.addListener(new Gone(onGone));
    if (!waiter.start(wanted.waitSeconds() * MILLIS, context.maxRooms())) {
      stream.end();
    }
    response.getOutputStream().setWriteListener(stream);
  }

  private byte[] body(EventsRequest wanted, CatchUp told) {
    CatchUp fitting = fitting(wanted, told);
    int next = wanted.waitSeconds() == 0 ? config.pollIntervalMillis() : 0;
    return PollAnswer.json(fitting, wanted.rooms(), voice, next).getBytes(StandardCharsets.UTF_8);
  }

  private CatchUp fitting(EventsRequest wanted, CatchUp told) {
    if (wanted.malformedCursor()) {
      return told.because(Gap.MALFORMED);
    }
    return PollAnswer.byteLength(told, wanted.rooms(), voice) > context.outboxBytes()
        ? told.because(Gap.TOO_MANY)
        : told;
  }

  private static void setHeaders(HttpServletResponse response) {
    response.setContentType("application/json;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
  }

  private record Gone(Runnable task) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      task.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      task.run();
    }

    @Override
    public void onError(AsyncEvent event) {
      task.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // It is started once.
    }
  }
}
