package dev.oneport.web.events;

import dev.oneport.engineio.EngineHandshake;
import dev.oneport.session.Identity;
import dev.oneport.session.Tickets;
import dev.oneport.web.Cors;
import dev.oneport.web.Handshakes;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.ProblemException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code POST /events/ticket}: a ticket for who asks, to be used in a URL once. */
public final class TicketServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Cors cors;
  private final transient OriginPolicy origins;
  private final transient Handshakes handshakes;
  private final transient Tickets tickets;

  /** Registered from code only. */
  public TicketServlet(Cors cors, OriginPolicy origins, Handshakes handshakes, Tickets tickets) {
    this.cors = cors;
    this.origins = origins;
    this.handshakes = handshakes;
    this.tickets = tickets;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (cors.apply(request, response)) {
      return;
    }
    try {
      if (!origins.isLegal(request) || !origins.allows(request)) {
        throw EventsProblems.foreignOrigin();
      }
      if (!request.getMethod().equals("POST")) {
        response.setHeader("Allow", "POST");
        throw EventsProblems.methodNotAllowed("POST");
      }
    } catch (ProblemException e) {
      ProblemAnswer.write(response, e.problem());
      return;
    }
    EngineHandshake client = handshakes.copy(request);
    String ticket =
        tickets.issue(new Identity(client.principal(), client.roles(), client.expiresAt()));
    byte[] body =
        "{\"ticket\":\"%s\",\"expiresInMs\":%d}"
            .formatted(ticket, Tickets.LIFETIME_MILLIS)
            .getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
