package dev.oneport.web.ws;

import dev.oneport.web.Handshakes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Copies requests that become WebSockets, for those that are adopted; touches nothing else. */
public final class AdoptableFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Handshakes handshakes;

  /** Registered from code only. */
  public AdoptableFilter(Handshakes handshakes) {
    this.handshakes = handshakes;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      chain.doFilter(request, response);
      return;
    }
    AdoptableHandshake.begin(handshakes.copy(request));
    try {
      chain.doFilter(request, response);
    } finally {
      AdoptableHandshake.end();
    }
  }
}
