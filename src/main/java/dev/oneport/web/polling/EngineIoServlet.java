package dev.oneport.web.polling;

import dev.oneport.RequestHead;
import dev.oneport.TransportName;
import dev.oneport.engineio.EngineRequest;
import dev.oneport.engineio.Refusal;
import dev.oneport.engineio.Refusal.Cause;
import dev.oneport.engineio.Verdict;
import dev.oneport.protocol.QueryString;
import dev.oneport.session.Drain;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.Handshakes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO URL. Each request takes the same steps: path, CORS, the files of the browser
 * client, the application's middleware, the decision who is let in; then it is refused, is a poll
 * or a POST, or becomes a WebSocket.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO 4</a>
 */
public final class EngineIoServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient EngineEdge edge;
  private final transient MiddlewareChain middlewares;
  private final transient PollingExchange polling;

  /** Registered from code only, with what it works with. */
  public EngineIoServlet(EngineEdge edge) {
    this.edge = edge;
    this.middlewares = new MiddlewareChain(edge.engine().hooks());
    this.polling = new PollingExchange(edge);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (edge.http().addTrailingSlash() && request.getPathInfo() == null) {
      Responses.empty(response, HttpServletResponse.SC_NOT_FOUND);
    } else if (!edge.gate().answersPreflight(request, response)
        && !servesClient(request, response)) {
      passMiddlewares(request, response);
    }
  }

  private boolean servesClient(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ClientFiles client = edge.client();
    return client != null && client.serve(request.getPathInfo(), request, response);
  }

  private void passMiddlewares(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (middlewares.isEmpty()) {
      decide(request, response, new RememberedHead(edge.gate().handshakes(), request));
      return;
    }
    ServletExchange exchange =
        new ServletExchange(edge.gate().handshakes().head(request), request, response);
    switch (middlewares.run(exchange)) {
      case PROCEED -> decide(request, response, exchange::request);
      case ENDED -> exchange.sendEnding();
      case FAILED -> {
        Refusal refusal = Refusal.badRequest(Cause.MIDDLEWARE_FAILURE);
        edge.engine().hooks().reportRefusal(exchange::request, refusal);
        refuse(response, refusal, isUpgrade(request));
      }
    }
  }

  private void decide(
      HttpServletRequest request, HttpServletResponse response, Supplier<RequestHead> head)
      throws ServletException, IOException {
    EngineRequest engineRequest = engineRequest(request);
    try {
      if (engineRequest.isFirstOfSession()) {
        edge.gate().checkRate(request);
      }
      Verdict verdict = edge.engine().decide(engineRequest, head);
      Refusal refusal = verdict.refusal();
      if (refusal != null) {
        refuse(response, refusal, engineRequest.upgrade());
      } else if (engineRequest.upgrade()) {
        refusal = new WebSocketUpgrade(edge, engineRequest, verdict, head).of(request, response);
        if (refusal != null) {
          edge.engine().hooks().reportRefusal(head, refusal);
          refuse(response, refusal, true);
        }
      } else {
        polling.serve(request, response, verdict, head);
      }
    } catch (EntryDenied e) {
      Refusal refusal = Refusal.forbidden(e.denial().message());
      edge.engine().hooks().reportRefusal(head, refusal);
      refuse(response, refusal, e, engineRequest.upgrade());
    }
  }

  private static void refuse(
      HttpServletResponse response, Refusal refusal, EntryDenied denied, boolean upgrade)
      throws IOException {
    if (denied.kind() == EntryDenied.Kind.TOO_OFTEN) {
      response.setHeader("Retry-After", Integer.toString(denied.retrySeconds()));
      Responses.text(response, denied.kind().status(), "application/json", refusal.json());
    } else {
      response.setHeader("WWW-Authenticate", denied.challenge());
      refuse(response, refusal, upgrade);
    }
  }

  private EngineRequest engineRequest(HttpServletRequest request) {
    Map<String, String> query = QueryString.parse(request.getQueryString());
    return new EngineRequest(
        request.getMethod(),
        query.get("transport"),
        query.get("sid"),
        query.get("EIO"),
        isUpgrade(request),
        edge.gate().origins().isLegal(request),
        edge.gate().origins().allows(request)
            && (!isScript(query) || edge.gate().origins().allowsScript(request)),
        request::getUserPrincipal);
  }

  private boolean isScript(Map<String, String> query) {
    return query.containsKey("j") && edge.engine().config().allowEIO3();
  }

  /** Where no WebSocket is offered, what asks for one is a request like any other. */
  private boolean isUpgrade(HttpServletRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && edge.engine().config().transports().contains(TransportName.WEBSOCKET);
  }

  /**
   * An upgrade gets 400 for nearly all errors: what the reference server writes to the raw socket.
   */
  private static void refuse(HttpServletResponse response, Refusal refusal, boolean upgrade)
      throws IOException {
    if (refusal.isTemporary()) {
      response.setHeader("Retry-After", Drain.retryAfter());
    }
    if (upgrade) {
      int status = refusal.isTemporary() ? refusal.status() : HttpServletResponse.SC_BAD_REQUEST;
      response.setHeader("Connection", "close");
      Responses.text(response, status, "text/html", refusal.message());
    } else {
      Responses.text(response, refusal.status(), "application/json", refusal.json());
    }
  }

  /** Copied at most once. Request's thread. */
  private static final class RememberedHead implements Supplier<RequestHead> {
    private final Handshakes handshakes;
    private final HttpServletRequest request;
    private @Nullable RequestHead head;

    RememberedHead(Handshakes handshakes, HttpServletRequest request) {
      this.handshakes = handshakes;
      this.request = request;
    }

    @Override
    public RequestHead get() {
      if (head == null) {
        head = handshakes.head(request);
      }
      return head;
    }
  }
}
