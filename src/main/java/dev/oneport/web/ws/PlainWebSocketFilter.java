package dev.oneport.web.ws;

import dev.oneport.session.Drain;
import dev.oneport.web.Entrance;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.websocket.HandshakeBinding;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The gate in front of the plain endpoint: checks the origin, and hands the request over. */
public final class PlainWebSocketFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient OriginPolicy origins;
  private final transient Entrance entrance;
  private final transient PlainSite site;

  /** Registered from code only, with what the endpoint works with. */
  public PlainWebSocketFilter(OriginPolicy origins, Entrance entrance, PlainSite site) {
    this.origins = origins;
    this.entrance = entrance;
    this.site = site;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!origins.isLegal(request) || !origins.allows(request)) {
      site.context().metrics().refusals().increment("foreign-origin");
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      response.setContentLength(0);
      return;
    }
    if (site.context().sessions().isDraining()) {
      site.context().metrics().refusals().increment("stopping");
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      response.setHeader("Retry-After", Drain.retryAfter());
      response.setContentLength(0);
      return;
    }
    PlainAdmission admission;
    try {
      admission = new PlainAdmission(entrance.admitLater(entrance.identify(request)), site);
    } catch (EntryDenied e) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("WWW-Authenticate", e.challenge());
      response.setContentLength(0);
      return;
    }
    HandshakeBinding.<ServletException>with(admission, () -> chain.doFilter(request, response));
  }
}
