package dev.oneport.web.polling;

import dev.oneport.engineio.EngineError;
import dev.oneport.engineio.EngineRequest;
import dev.oneport.engineio.EngineServer;
import dev.oneport.engineio.EngineSession;
import dev.oneport.engineio.transport.PollingTransport;
import dev.oneport.protocol.QueryString;
import dev.oneport.protocol.engineio.Payload;
import dev.oneport.web.websocket.SocketIoEndpoint;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO URL: long-polling, and the decision who may upgrade to a WebSocket.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO 4</a>
 */
public final class EngineIoServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** What a POST of bytes has as its type. */
  private static final String BINARY_TYPE = "application/octet-stream";

  private final transient EngineEdge edge;

  /** Registered from code only, with what it works with. */
  public EngineIoServlet(EngineEdge edge) {
    this.edge = edge;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (edge.http().addTrailingSlash() && request.getPathInfo() == null) {
      Responses.empty(response, HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    if (edge.cors().apply(request, response)) {
      return;
    }
    ClientFiles client = edge.client();
    if (client != null && client.serve(request.getPathInfo(), request, response)) {
      return;
    }
    boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    EngineServer.Verdict verdict = edge.engine().verify(engineRequest(request, upgrade));
    EngineError error = verdict.error();
    if (upgrade) {
      upgrade(request, response, error, verdict.session());
    } else if (error != null) {
      Responses.text(response, error.status(), "application/json", error.json());
    } else {
      exchange(request, response, verdict.session());
    }
  }

  private EngineRequest engineRequest(HttpServletRequest request, boolean upgrade) {
    Map<String, String> query = QueryString.parse(request.getQueryString());
    return new EngineRequest(
        request.getMethod(),
        query.get("transport"),
        query.get("sid"),
        query.get("EIO"),
        upgrade,
        edge.origins().isLegal(request),
        edge.origins().allows(request)
            && (!isScript(query) || edge.origins().allowsScript(request)));
  }

  private boolean isScript(Map<String, String> query) {
    return query.containsKey("j") && edge.engine().config().allowEIO3();
  }

  private void upgrade(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable EngineError error,
      @Nullable EngineSession session)
      throws IOException, ServletException {
    Upgrader upgrader = edge.upgrader();
    if (error != null) {
      refuseUpgrade(response, error);
    } else if (upgrader == null || !Upgrader.isHandshake(request)) {
      refuseUpgrade(response, EngineError.BAD_REQUEST);
    } else {
      upgrader.upgrade(
          request,
          response,
          new SocketIoEndpoint.Admission(
              edge.engine(),
              edge.handshakes().copy(request),
              session,
              edge.workers(),
              edge.timers()));
    }
  }

  /** 400 whatever the error, and its words: what the reference server writes to the raw socket. */
  private static void refuseUpgrade(HttpServletResponse response, EngineError error)
      throws IOException {
    response.setHeader("Connection", "close");
    Responses.text(response, HttpServletResponse.SC_BAD_REQUEST, "text/html", error.message());
  }

  private void exchange(
      HttpServletRequest request, HttpServletResponse response, @Nullable EngineSession session)
      throws IOException {
    PollingTransport transport =
        session == null
            ? edge.engine().openPolling(edge.handshakes().copy(request))
            : session.transport() instanceof PollingTransport polling ? polling : null;
    if (transport == null) {
      // It was upgraded since it was looked at.
      EngineError error = EngineError.BAD_REQUEST;
      Responses.text(response, error.status(), "application/json", error.json());
      return;
    }
    switch (request.getMethod()) {
      case "GET" -> poll(transport, request, response);
      case "POST" -> receive(transport, request, response);
      default -> Responses.empty(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }

  private void poll(
      PollingTransport transport, HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0);
    AsyncPollSink poll = new AsyncPollSink(context, answer(request, response), edge.workers());
    context.addListener(new AbortListener(transport, poll));
    transport.onPoll(poll);
    poll.endService();
  }

  private void receive(
      PollingTransport transport, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!transport.beginData()) {
      Responses.empty(response, HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    try {
      Payload payload = read(transport, request, response);
      if (payload != null) {
        transport.onData(payload);
        answer(request, response).received();
      }
    } finally {
      transport.endData();
    }
  }

  private PollingAnswer answer(HttpServletRequest request, HttpServletResponse response) {
    return new PollingAnswer(request, response, edge.http().compression());
  }

  /** The body; null if it was refused, and answered. */
  private @Nullable Payload read(
      PollingTransport transport, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean binary = BINARY_TYPE.equals(request.getContentType());
    if (binary && !transport.readsBinary()) {
      transport.onDataError("invalid content");
      Responses.empty(response, HttpServletResponse.SC_BAD_REQUEST);
      return null;
    }
    int max = edge.engine().config().maxPayloadBytes();
    byte[] body = new byte[0];
    if (request.getContentLengthLong() <= max) {
      try {
        body = request.getInputStream().readNBytes(max + 1);
      } catch (IOException e) {
        transport.onDataError("data request connection closed prematurely");
        throw e;
      }
    }
    if (request.getContentLengthLong() > max || body.length > max) {
      Responses.empty(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return null;
    }
    return binary
        ? Payload.of(ByteBuffer.wrap(body))
        : Payload.of(new String(body, StandardCharsets.UTF_8));
  }

  /** Tells the transport that a poll will never be answered. */
  private record AbortListener(PollingTransport transport, AsyncPollSink poll)
      implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      // Answered, or reported by one of the others.
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
