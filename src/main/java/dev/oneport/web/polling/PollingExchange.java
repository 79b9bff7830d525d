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
import dev.oneport.web.BodyReader;
import dev.oneport.web.BodyReader.End;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.LateAnswer;
import dev.oneport.web.RequestBody;
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
  private static final byte[] NOTHING = {};

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
      case "POST" -> receive(transport, answer, request, response);
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
    LateAnswer late = new LateAnswer(edge.workers());
    AsyncPollSink poll = new AsyncPollSink(late, answer);
    transport.onPoll(poll);
    if (late.answerInService()) {
      return;
    }
    AsyncContext context = AsyncRequest.start(request, response);
    late.began(new AsyncRequest(context, edge.workers(), edge.timers()));
    context.addListener(new AbortListener(transport, poll));
    late.endService();
  }

  private void receive(
      PollingTransport transport,
      PollingAnswer answer,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (!transport.beginData()) {
      answer.abandon();
      return;
    }
    Post post = new Post(transport, answer, BINARY_TYPE.equals(request.getContentType()));
    if (post.isReadable()) {
      read(post, request, response);
    } else {
      transport.onDataError("invalid content");
      transport.endData();
      answer.abandon();
    }
  }

  /** At once, if the body is there: it nearly always is. */
  private void read(Post post, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestBody body =
        new RequestBody(request.getContentLengthLong(), edge.engine().config().maxPayloadBytes());
    RequestBody.Progress progress;
    try {
      progress = BodyReader.takeArrived(request, body);
    } catch (IOException | RuntimeException e) {
      post.onEnd(End.BROKEN, NOTHING);
      throw e;
    }
    switch (progress) {
      case WHOLE -> post.onEnd(End.WHOLE, body.bytes()).run();
      case TOO_LARGE -> post.onEnd(End.TOO_LARGE, NOTHING).run();
      case MORE -> {
        BodyReader reader =
            BodyReader.begin(request, response, body, post, edge.workers(), edge.timers());
        post.transport().awaitData(reader::giveUp);
        reader.open();
      }
    }
  }

  /** A POST of a session. */
  private record Post(PollingTransport transport, PollingAnswer answer, boolean binary)
      implements BodyReader.Receiver {

    boolean isReadable() {
      return !binary || transport.readsBinary();
    }

    @Override
    public LateAnswer.Write onEnd(End end, byte[] bytes) {
      try {
        return switch (end) {
          case WHOLE -> take(bytes);
          case TOO_LARGE -> refused(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
          case GIVEN_UP -> answer::abandon;
          case BROKEN -> {
            transport.onDataError("data request connection closed prematurely");
            yield answer::abandon;
          }
        };
      } finally {
        // Before the answer: who has that may send the next POST at once.
        transport.endData();
      }
    }

    private LateAnswer.Write take(byte[] bytes) {
      if (transport.isGivenUp()) {
        return refused(HttpServletResponse.SC_BAD_REQUEST);
      }
      transport.onData(
          binary
              ? Payload.of(ByteBuffer.wrap(bytes))
              : Payload.of(new String(bytes, StandardCharsets.UTF_8)));
      return answer::received;
    }

    private LateAnswer.Write refused(int status) {
      return () -> answer.refuse(status);
    }
  }

  /** Tells the transport that a poll will never be answered. */
  private record AbortListener(PollingTransport transport, AsyncPollSink poll)
      implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      poll.late().over(); // Answered, or reported by one of the others.
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
      poll.late().abandon();
      transport.onPollAborted(poll);
    }
  }
}
