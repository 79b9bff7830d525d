package dev.oneport.web.polling;

import dev.oneport.RequestHead;
import dev.oneport.config.CookieConfig;
import dev.oneport.engineio.EngineHooks;
import dev.oneport.engineio.EngineSession;
import dev.oneport.engineio.Refusal;
import dev.oneport.engineio.Refusal.Cause;
import dev.oneport.engineio.Verdict;
import dev.oneport.engineio.transport.PollingTransport;
import dev.oneport.protocol.engineio.Payload;
import dev.oneport.web.AsyncRequest;
import dev.oneport.web.EntryDenied;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Long-polling: brings requests that were let in to their session's transport, and its answers
 * back. Called on the containers' threads.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol#http-long-polling">Engine.IO 4, HTTP
 *     long-polling</a>
 */
final class PollingExchange {
  private static final String BINARY_TYPE = "application/octet-stream";

  private final EngineEdge edge;

  PollingExchange(EngineEdge edge) {
    this.edge = edge;
  }

  /**
   * Serves a GET or a POST.
   *
   * @throws EntryDenied if it begins a session, and its client shows a token that is not good
   */
  void serve(
      HttpServletRequest request,
      HttpServletResponse response,
      Verdict verdict,
      Supplier<RequestHead> head)
      throws IOException, EntryDenied {
    PollingTransport transport = transport(request, verdict);
    if (transport == null) {
      // It was upgraded since it was looked at.
      Refusal refusal = Refusal.badRequest(Cause.TRANSPORT_MISMATCH);
      Responses.text(response, refusal.error().status(), "application/json", refusal.json());
      return;
    }
    PollingAnswer answer =
        new PollingAnswer(
            request, response, edge.http().compression(), finish(verdict.newSid(), head));
    switch (request.getMethod()) {
      case "GET" -> poll(transport, answer, request, response);
      case "POST" -> receive(transport, answer, request);
      default -> answer.refuse(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }

  private @Nullable PollingTransport transport(HttpServletRequest request, Verdict verdict)
      throws EntryDenied {
    String newSid = verdict.newSid();
    if (newSid != null) {
      return edge.engine().openPolling(newSid, edge.gate().begin(request));
    }
    EngineSession session = verdict.session();
    return session != null && session.transport() instanceof PollingTransport polling
        ? polling
        : null;
  }

  /** What the headers of a 200 get last: the cookie, and what the application wants. */
  private Consumer<HttpServletResponse> finish(
      @Nullable String newSid, Supplier<RequestHead> head) {
    EngineHooks hooks = edge.engine().hooks();
    CookieConfig cookie = newSid == null ? null : edge.http().cookie();
    RequestHead shown = hooks.watchesHeaders() ? head.get() : null;
    return response -> {
      if (cookie != null && newSid != null) {
        response.addHeader("Set-Cookie", cookie.setCookie(newSid));
      }
      if (shown != null) {
        hooks.showHeaders(new ServletHeaders(response), shown, newSid != null);
      }
    };
  }

  private void poll(
      PollingTransport transport,
      PollingAnswer answer,
      HttpServletRequest request,
      HttpServletResponse response) {
    AsyncContext context = AsyncRequest.start(request, response);
    AsyncPollSink poll =
        new AsyncPollSink(
            new AsyncRequest(context, edge.workers(), edge.timers()), answer, edge.workers());
    context.addListener(new AbortListener(transport, poll));
    transport.onPoll(poll);
    poll.endService();
  }

  private void receive(PollingTransport transport, PollingAnswer answer, HttpServletRequest request)
      throws IOException {
    if (!transport.beginData()) {
      answer.refuse(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    int status;
    try {
      status = take(transport, request);
    } finally {
      transport.endData();
    }
    // Not before the end: who has the answer may send the next POST at once.
    if (status == HttpServletResponse.SC_OK) {
      answer.received();
    } else {
      answer.refuse(status);
    }
  }

  /**
   * Reads the body and hands it on.
   *
   * @return the status of the answer
   */
  private int take(PollingTransport transport, HttpServletRequest request) throws IOException {
    boolean binary = BINARY_TYPE.equals(request.getContentType());
    if (binary && !transport.readsBinary()) {
      transport.onDataError("invalid content");
      return HttpServletResponse.SC_BAD_REQUEST;
    }
    byte[] body = read(transport, request);
    if (body == null) {
      return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
    }
    if (transport.isGivenUp()) {
      return HttpServletResponse.SC_BAD_REQUEST;
    }
    transport.onData(
        binary
            ? Payload.of(ByteBuffer.wrap(body))
            : Payload.of(new String(body, StandardCharsets.UTF_8)));
    return HttpServletResponse.SC_OK;
  }

  /** The body; null if it is too large. */
  private byte @Nullable [] read(PollingTransport transport, HttpServletRequest request)
      throws IOException {
    int max = edge.engine().config().maxPayloadBytes();
    if (request.getContentLengthLong() > max) {
      return null;
    }
    try {
      byte[] body = request.getInputStream().readNBytes(max + 1);
      return body.length > max ? null : body;
    } catch (IOException e) {
      transport.onDataError("data request connection closed prematurely");
      throw e;
    }
  }

  /** Tells the transport that a poll will never be answered. */
  private record AbortListener(PollingTransport transport, AsyncPollSink poll)
      implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      poll.over(); // Answered, or reported by one of the others.
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      abort();
    }

    @Override
    public void onError(AsyncEvent event) {
      abort();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // Never started again.
    }

    private void abort() {
      poll.abandon();
      transport.onPollAborted(poll);
    }
  }
}
