package dev.oneport.web.events;

import dev.oneport.engineio.EngineHandshake;
import dev.oneport.metrics.Metrics;
import dev.oneport.metrics.ReasonCounter;
import dev.oneport.session.Identity;
import dev.oneport.session.Tickets;
import dev.oneport.web.Cors;
import dev.oneport.web.Entrance;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.ProblemException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /events}: rooms for clients that can do no more than HTTP, as a stream of events or as
 * answers to polls.
 */
public final class EventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String METHODS = "GET, HEAD, OPTIONS";

  private final transient Cors cors;
  private final transient OriginPolicy origins;
  private final transient Entrance entrance;
  private final transient Tickets tickets;
  private final transient EventsGate gate;
  private final transient EventStreams streams;
  private final transient Polls polls;
  private final transient ReasonCounter refusals;
  private final transient Fallbacks fallbacks;

  /** Registered from code only. */
  public EventsServlet(
      Cors cors,
      OriginPolicy origins,
      Entrance entrance,
      Tickets tickets,
      EventsGate gate,
      EventStreams streams,
      Polls polls,
      Metrics metrics) {
    this.cors = cors;
    this.origins = origins;
    this.entrance = entrance;
    this.tickets = tickets;
    this.gate = gate;
    this.streams = streams;
    this.polls = polls;
    this.refusals = metrics.refusals();
    this.fallbacks = new Fallbacks(metrics.fallbacks());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (cors.apply(request, response)) {
      return;
    }
    try {
      answer(request, response);
    } catch (EntryDenied e) {
      ProblemAnswer.write(response, e);
    } catch (ProblemException e) {
      refusals.increment(e.problem().name());
      ProblemAnswer.write(response, e.problem());
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException, EntryDenied {
    if (!origins.isLegal(request) || !origins.allows(request)) {
      throw EventsProblems.foreignOrigin();
    }
    switch (request.getMethod()) {
      case "GET", "HEAD" -> listen(request, response);
      case "OPTIONS" -> {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Allow", METHODS);
      }
      default -> {
        response.setHeader("Allow", METHODS);
        throw EventsProblems.methodNotAllowed(METHODS);
      }
    }
  }

  private void listen(HttpServletRequest request, HttpServletResponse response)
      throws IOException, EntryDenied {
    EventsRequest wanted = EventsRequest.parse(request, polls.defaultWait(), polls.maxWait());
    EngineHandshake handshake = entrance.admit(client(request, wanted.ticket()));
    gate.check(wanted, handshake);
    fallbacks.count(wanted.fallback());
    if (wanted.stream()) {
      streams.open(request, response, wanted, handshake);
    } else {
      polls.answer(request, response, wanted, handshake);
    }
  }

  private EngineHandshake client(HttpServletRequest request, @Nullable String ticket)
      throws EntryDenied {
    if (ticket == null) {
      return entrance.identify(request);
    }
    Identity identity = tickets.redeem(ticket);
    if (identity == null) {
      throw EventsProblems.badTicket();
    }
    return identity.on(entrance.handshakes().copy(request));
  }
}
