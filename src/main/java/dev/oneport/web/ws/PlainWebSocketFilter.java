package dev.oneport.web.ws;

import dev.oneport.session.Drain;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.Gate;
import dev.oneport.web.websocket.HandshakeBinding;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** In front of the plain endpoint: asks the gate, and hands the request over. */
public final class PlainWebSocketFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

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
        comeBackLater(response);
        return;
      }
      gate.checkRate(request);
      admission = new PlainAdmission(gate.admitLater(request), site);
    } catch (EntryDenied e) {
      refuse(response, e);
      return;
    }
    HandshakeBinding.<ServletException>with(admission, () -> chain.doFilter(request, response));
  }

  private void comeBackLater(HttpServletResponse response) {
    site.context().metrics().refusals().increment("stopping");
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", Drain.retryAfter());
    response.setContentLength(0);
  }

  /** No page is shown more of it than that there is no WebSocket. */
  private static void refuse(HttpServletResponse response, EntryDenied denied) {
    response.setStatus(denied.kind().status());
    switch (denied.kind()) {
      case FOREIGN_ORIGIN -> {
        // The status says it all.
      }
      case TOO_OFTEN -> response.setHeader("Retry-After", Integer.toString(denied.retrySeconds()));
      case NOT_LET_IN -> response.setHeader("WWW-Authenticate", denied.challenge());
    }
    response.setContentLength(0);
  }
}
