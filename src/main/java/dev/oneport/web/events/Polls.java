package dev.oneport.web.events;

import dev.oneport.TransportName;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.CatchUp;
import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.adapter.Cursor;
import dev.oneport.config.EventsConfig;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.session.Drain;
import dev.oneport.subscribe.LongPoll;
import dev.oneport.subscribe.PollAnswer;
import dev.oneport.subscribe.PollWaiter;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.subscribe.Subscription;
import dev.oneport.subscribe.Voice;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers polls. Between two polls of a client the server keeps nothing of it: the cursor says all.
 * Any thread.
 */
public final class Polls {
  private static final int DEFAULT_WAIT_SECONDS = 25;
  private static final int MILLIS = 1_000;

  /** Events of one answer: the client asks again for the rest. */
  private static final int ANSWER_BYTES = 64 << 10;

  /** What fits into the buffer that every container has for an answer. */
  private static final int BUFFERED_BYTES = 4 << 10;

  private final SubscriberContext context;
  private final EventsConfig config;
  private final int sendTimeoutMillis;
  private final Voice voice;
  private final PollPace pace;
  private final Executor workers;

  /**
   * With what all polls share.
   *
   * @param sendTimeoutMillis how long a client may take for its answer
   */
  public Polls(
      SubscriberContext context,
      EventsConfig config,
      int sendTimeoutMillis,
      Voice voice,
      Executor workers) {
    this.pace =
        new PollPace(
            context.clock(),
            config.pollIntervalMillis(),
            config.pollsPerSecond(),
            context.sessions()::fullness);
    this.context = context;
    this.config = config;
    this.sendTimeoutMillis = sendTimeoutMillis;
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

  /**
   * Answers now if there is news or the client does not wait, else once there is.
   *
   * @throws dev.oneport.web.ProblemException if the server has as many clients as it takes
   */
  void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      EventsRequest wanted,
      EngineHandshake handshake)
      throws IOException {
    if (context.sessions().isDraining()) {
      throw new ProblemException(Problem.stopping());
    }
    if (context.sessions().isFull()) {
      throw new ProblemException(Problem.overloaded());
    }
    Adapter adapter = context.adapters().of(wanted.namespace());
    CatchUp told =
        Subscription.read(adapter, wanted.rooms(), handshake.principal(), wanted.cursor());
    Cursor since = wanted.cursor();
    boolean news = !told.recovered() || !told.missed().isEmpty();
    boolean head = request.getMethod().equals("HEAD");
    if (since == null || news || wanted.waitSeconds() == 0 || head) {
      answerNow(request, response, wanted, told, handshake.expiresAt());
    } else {
      park(request, response, wanted, since, handshake);
    }
  }

  private void answerNow(
      HttpServletRequest request,
      HttpServletResponse response,
      EventsRequest wanted,
      CatchUp told,
      @Nullable Instant expiresAt)
      throws IOException {
    if (wanted.waitSeconds() == 0 && isUnchanged(request, response, fitting(wanted, told))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] body = body(wanted, told, expiresAt);
    setHeaders(response);
    response.setContentLength(body.length);
    if (body.length <= BUFFERED_BYTES || request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
      return;
    }
    PollExchange exchange = begin(request, response);
    exchange.answer(body);
    exchange.open();
  }

  private PollExchange begin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return PollExchange.begin(request, response, context, sendTimeoutMillis, workers);
  }

  private static boolean isUnchanged(
      HttpServletRequest request, HttpServletResponse response, CatchUp told) {
    Cursor position = told.position();
    if (position == null) {
      return false;
    }
    String tag = "\"" + position + "\"";
    response.setHeader("ETag", tag);
    return told.missed().isEmpty()
        && (told.recovered() || told.gap() == Gap.NO_CURSOR)
        && Collections.list(request.getHeaders("If-None-Match")).stream()
            .flatMap(header -> Stream.of(header.split(",", -1)))
            .anyMatch(known -> weak(known.strip()).equals(tag));
  }

  /** The comparison is a weak one: a proxy that compresses makes tags weak. */
  private static String weak(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private void park(
      HttpServletRequest request,
      HttpServletResponse response,
      EventsRequest wanted,
      Cursor since,
      EngineHandshake handshake)
      throws IOException {
    setHeaders(response);
    PollExchange exchange = begin(request, response);
    PollWaiter waiter =
        new PollWaiter(
            context.adapters().of(wanted.namespace()),
            context.timers(),
            wanted.rooms(),
            handshake.principal(),
            since,
            told -> exchange.answer(body(wanted, told, handshake.expiresAt())));
    exchange.waits(new LongPoll(handshake, waiter, wanted.namespace()));
    exchange.onGone(waiter::abandon);
    if (!waiter.start(waitMillis(wanted, handshake.expiresAt()), context.maxRooms())) {
      exchange.end();
    }
    exchange.open();
  }

  /** Not longer than until the client has to be told that its token expires, or until it does. */
  private int waitMillis(EventsRequest wanted, @Nullable Instant expiresAt) {
    int wanting = wanted.waitSeconds() * MILLIS;
    if (expiresAt == null) {
      return wanting;
    }
    long left = Math.max(0, millisUntil(expiresAt));
    long untilWarning = left - context.expiryWarningMillis();
    return (int) Math.min(wanting, untilWarning > 0 ? untilWarning : left);
  }

  private long millisUntil(Instant time) {
    return Duration.between(context.clock().now(), time).toMillis();
  }

  private byte[] body(EventsRequest wanted, CatchUp told, @Nullable Instant expiresAt) {
    CatchUp now = fitting(wanted, told);
    boolean more = now.missed().size() < told.missed().size();
    int next = nextPollMillis(wanted, more);
    boolean warn = expiresAt != null && millisUntil(expiresAt) <= context.expiryWarningMillis();
    byte[] body =
        PollAnswer.json(now, wanted.rooms(), voice, next, warn ? expiresAt : null)
            .getBytes(StandardCharsets.UTF_8);
    context.metrics().eventsSent().add(TransportName.LONGPOLL, now.missed().size());
    context.metrics().bytesSent().add(TransportName.LONGPOLL, body.length);
    return body;
  }

  /** Whoever is answered because the server is about to stop comes back to another one. */
  private int nextPollMillis(EventsRequest wanted, boolean more) {
    if (context.sessions().isDraining()) {
      return Drain.returnMillis();
    }
    return wanted.waitSeconds() == 0 && !more ? pace.next() : 0;
  }

  private CatchUp fitting(EventsRequest wanted, CatchUp told) {
    return wanted.malformedCursor()
        ? told.because(Gap.MALFORMED)
        : PollAnswer.fitting(told, wanted.rooms(), voice, ANSWER_BYTES);
  }

  private static void setHeaders(HttpServletResponse response) {
    response.setContentType("application/json;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
  }
}
