package dev.oneport.web.events;

import dev.oneport.engineio.EngineHandshake;
import dev.oneport.session.Identity;
import dev.oneport.session.Tickets;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.Gate;
import dev.oneport.web.ProblemAnswer;
import dev.oneport.web.ProblemException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code POST /events/ticket}: a ticket for who asks, to be used in a URL once. */
public final class TicketServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Gate gate;
  private final transient Tickets tickets;

  /** Registered from code only. */
  public TicketServlet(Gate gate, Tickets tickets) {
    this.gate = gate;
    this.tickets = tickets;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (gate.answersPreflight(request, response)) {
      return;
    }
    try {
      gate.checkOrigin(request);
      if (!request.getMethod().equals("POST")) {
        response.setHeader("Allow", "POST");
        throw EventsProblems.methodNotAllowed("POST");
      }
      gate.checkRate(request);
      issue(response, gate.identify(request));
    } catch (EntryDenied e) {
      ProblemAnswer.write(response, e);
    } catch (ProblemException e) {
      ProblemAnswer.write(response, e.problem());
    }
  }

  private void issue(HttpServletResponse response, EngineHandshake client) throws IOException {
    String ticket = tickets.issue(Identity.of(client));
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
