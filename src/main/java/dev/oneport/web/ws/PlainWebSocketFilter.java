package dev.oneport.web.ws;

import dev.oneport.web.EntryDenied;
import dev.oneport.web.Gate;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemAnswer;
import dev.oneport.web.websocket.HandshakeBinding;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;

/**
 * In front of the plain endpoint: asks the gate, and hands the request over. What is refused is
 * answered with a problem document, as for {@code /events}: browsers show pages no more of it than
 * that there is no WebSocket, other clients say why.
 */
public final class PlainWebSocketFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";

  private final transient Gate gate;
  private final transient PlainSite site;

  /** Registered from code only, with what the endpoint works with. */
  public PlainWebSocketFilter(Gate gate, PlainSite site) {
    this.gate = gate;
    this.site = site;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    PlainAdmission admission;
    try {
      gate.checkOrigin(request);
      if (site.context().sessions().isDraining()) {
        site.context().metrics().refusals().increment(Problem.stopping().name());
        ProblemAnswer.write(response, Problem.stopping());
        return;
      }
      gate.checkRate(request);
      admission = new PlainAdmission(gate.admitLater(request), site);
    } catch (EntryDenied e) {
      ProblemAnswer.write(response, e);
      return;
    }
    if (!upgradedByTomcat(request, response, admission)) {
      HandshakeBinding.<ServletException>with(admission, () -> chain.doFilter(request, response));
    }
  }

  private boolean upgradedByTomcat(
      HttpServletRequest request, HttpServletResponse response, PlainAdmission admission)
      throws IOException, ServletException {
    if (!site.tomcat()
        .upgrade(
            request,
            response,
            site.context().timers(),
            site.maxMessageBytes(),
            sink -> PlainListener.open(admission, sink))) {
      return false;
    }
    String subprotocol =
        PlainConfigurator.negotiate(Collections.list(request.getHeaders(SUBPROTOCOLS)));
    if (!subprotocol.isEmpty()) {
      response.setHeader(SUBPROTOCOLS, subprotocol);
    }
    return true;
  }
}
