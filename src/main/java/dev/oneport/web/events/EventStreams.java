package dev.oneport.web.events;

import dev.oneport.TransportName;
import dev.oneport.config.EventsConfig;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.session.Drain;
import dev.oneport.subscribe.End;
import dev.oneport.subscribe.EventStream;
import dev.oneport.subscribe.SseFormat;
import dev.oneport.subscribe.SseVoice;
import dev.oneport.subscribe.Subscriber;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.subscribe.Subscription;
import dev.oneport.subscribe.Voice;
import dev.oneport.web.AsyncRequest;
import dev.oneport.web.tomcat.TomcatStream;
import dev.oneport.web.tomcat.TomcatUpgrade;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** Answers requests for event streams. Any thread. */
public final class EventStreams {
  /** An {@code EventSource} never comes back after any other answer than 200. */
  private static final int OVERLOAD_RETRY_MILLIS = 30_000;

  private static final long MILLIS = 1_000;

  private final SubscriberContext context;
  private final EventsConfig config;
  private final Voice envelopes;
  private final Executor workers;
  private final TomcatUpgrade tomcat;

  /**
   * With what all streams share.
   *
   * @param envelopes how events are told to who wants all of them
   * @param workers end requests whose client does not read
   * @param tomcat takes connections over where it can
   */
  public EventStreams(
      SubscriberContext context,
      EventsConfig config,
      Voice envelopes,
      Executor workers,
      TomcatUpgrade tomcat) {
    this.tomcat = tomcat;
    this.context = context;
    this.config = config;
    this.envelopes = envelopes;
    this.workers = workers;
  }

  /** Begins a stream, or asks the client to come back later if the server is full. */
  void open(
      HttpServletRequest request,
      HttpServletResponse response,
      EventsRequest wanted,
      EngineHandshake handshake)
      throws IOException {
    setHeaders(response);
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    if (context.sessions().isDraining()) {
      comeBack(response, Drain.returnMillis());
      return;
    }
    if (context.sessions().isFull()) {
      comeBack(response, OVERLOAD_RETRY_MILLIS);
      return;
    }
    // The stream needs to know its subscriber, which needs to know its stream.
    AtomicReference<Subscriber> self = new AtomicReference<>();
    Runnable onGone = () -> Objects.requireNonNull(self.get()).end(End.NORMAL);
    TomcatStream direct = tomcat.stream(request, response, context.timers(), onGone);
    ResponseStream stream = direct == null ? asynchronous(request, response, onGone) : null;
    StreamBody body =
        direct == null ? new ServletBody(Objects.requireNonNull(stream)) : new TomcatBody(direct);
    Subscriber subscriber =
        new Subscriber(handshake, TransportName.SSE, context, new SseLink(body));
    self.set(subscriber);
    subscriber.open();
    Voice voice = wanted.envelope() ? envelopes : SseVoice.INSTANCE;
    Subscription rooms = Objects.requireNonNull(subscriber.in(wanted.namespace(), voice));
    EventStream events = new EventStream(subscriber, rooms, config, wanted.ping());
    if (!events.start(wanted.rooms(), wanted.cursor(), wanted.malformedCursor())) {
      subscriber.end(End.NORMAL);
    }
    subscriber.watchExpiry();
    // Last, when it is in its rooms: whoever has the answer's head may count on that.
    if (stream == null) {
      sendHead(response, subscriber);
    } else {
      // From now on the container calls, maybe at once.
      response.getOutputStream().setWriteListener(stream);
    }
  }

  private static void sendHead(HttpServletResponse response, Subscriber subscriber) {
    try {
      response.flushBuffer();
    } catch (IOException gone) {
      subscriber.end(End.NORMAL);
    }
  }

  private ResponseStream asynchronous(
      HttpServletRequest request, HttpServletResponse response, Runnable onGone)
      throws IOException {
    AsyncContext async = AsyncRequest.start(request, response);
    ResponseStream stream =
        new ResponseStream(
            new AsyncRequest(async, workers, context.timers()), response.getOutputStream(), onGone);
    async.addListener(new RequestEnd(stream));
    return stream;
  }

  /** Answers with a stream that ends at once. */
  static void askToComeBack(HttpServletResponse response, int seconds) throws IOException {
    setHeaders(response);
    comeBack(response, seconds * MILLIS);
  }

  private static void comeBack(HttpServletResponse response, long retryMillis) throws IOException {
    response
        .getOutputStream()
        .write(SseFormat.opening(retryMillis).getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing between here and the client may keep, pack or delay what is written. */
  private static void setHeaders(HttpServletResponse response) {
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-cache, no-store, no-transform");
    response.setHeader("X-Accel-Buffering", "no");
  }
}
