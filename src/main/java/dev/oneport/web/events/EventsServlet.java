package dev.oneport.web.events;

import dev.oneport.engineio.EngineHandshake;
import dev.oneport.metrics.Metrics;
import dev.oneport.metrics.ReasonCounter;
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
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /events}: rooms for clients that can do no more than HTTP, as a stream of events or as
 * answers to polls.
 */
public final class EventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String METHODS = "GET, HEAD, OPTIONS";

  private final transient Gate gate;
  private final transient Tickets tickets;
  private final transient EventsGate rooms;
  private final transient EventStreams streams;
  private final transient Polls polls;
  private final transient ReasonCounter refusals;
  private final transient Fallbacks fallbacks;

  /** Registered from code only. */
  public EventsServlet(
      Gate gate,
      Tickets tickets,
      EventsGate rooms,
      EventStreams streams,
      Polls polls,
      Metrics metrics) {
    this.gate = gate;
    this.tickets = tickets;
    this.rooms = rooms;
    this.streams = streams;
    this.polls = polls;
    this.refusals = metrics.refusals();
    this.fallbacks = new Fallbacks(metrics.fallbacks());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (gate.answersPreflight(request, response)) {
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
    gate.checkOrigin(request);
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
    EngineHandshake handshake;
    try {
      gate.checkRate(request);
      handshake = gate.admit(request, identity(wanted.ticket()));
      gate.checkJoins(handshake, wanted.rooms().size());
    } catch (EntryDenied e) {
      if (wanted.stream() && e.kind() == EntryDenied.Kind.TOO_OFTEN) {
        EventStreams.askToComeBack(response, e.retrySeconds());
        return;
      }
      throw e;
    }
    rooms.check(wanted, handshake);
    fallbacks.count(wanted.fallback());
    if (wanted.stream()) {
      streams.open(request, response, wanted, handshake);
    } else {
      polls.answer(request, response, wanted, handshake);
    }
  }

  /** Whom a ticket is of; null without one. */
  private @Nullable Identity identity(@Nullable String ticket) {
    if (ticket == null) {
      return null;
    }
    Identity identity = tickets.redeem(ticket);
    if (identity == null) {
      throw EventsProblems.badTicket();
    }
    return identity;
  }
}
