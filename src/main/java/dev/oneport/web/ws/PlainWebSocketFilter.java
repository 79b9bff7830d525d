package dev.oneport.web.ws;

import dev.oneport.subscribe.PlainProtocol;
import dev.oneport.subscribe.SubscriberContext;
import dev.oneport.web.Handshakes;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.websocket.HandshakeBinding;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;

/** The gate in front of the plain endpoint: checks the origin, and hands the request over. */
public final class PlainWebSocketFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient OriginPolicy origins;
  private final transient Handshakes handshakes;
  private final transient SubscriberContext context;
  private final int livenessMillis;
  private final transient PlainProtocol protocol;
  private final transient Executor workers;
  private final int maxMessageBytes;

  /** Registered from code only, with what the endpoint works with. */
  public PlainWebSocketFilter(
      OriginPolicy origins,
      Handshakes handshakes,
      SubscriberContext context,
      int livenessMillis,
      PlainProtocol protocol,
      Executor workers,
      int maxMessageBytes) {
    this.origins = origins;
    this.handshakes = handshakes;
    this.context = context;
    this.livenessMillis = livenessMillis;
    this.protocol = protocol;
    this.workers = workers;
    this.maxMessageBytes = maxMessageBytes;
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
    PlainAdmission admission =
        new PlainAdmission(
            handshakes.copy(request), context, livenessMillis, protocol, workers, maxMessageBytes);
    HandshakeBinding.<ServletException>with(admission, () -> chain.doFilter(request, response));
  }
}
