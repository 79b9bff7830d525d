package dev.oneport.web.ws;

import dev.oneport.web.Handshakes;
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
  private final transient Handshakes handshakes;
  private final transient PlainSite site;

  /** Registered from code only, with what the endpoint works with. */
  public PlainWebSocketFilter(OriginPolicy origins, Handshakes handshakes, PlainSite site) {
    this.origins = origins;
    this.handshakes = handshakes;
    this.site = site;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!origins.isLegal(request) || !origins.allows(request)) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      response.setContentLength(0);
      return;
    }
    PlainAdmission admission = new PlainAdmission(handshakes.copy(request), site);
    HandshakeBinding.<ServletException>with(admission, () -> chain.doFilter(request, response));
  }
}
