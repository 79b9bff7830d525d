package dev.oneport.web.events;

import dev.oneport.session.Drain;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a refusal. Stateless. */
final class ProblemAnswer {
  private static final String OVERLOAD_RETRY = "30";

  private ProblemAnswer() {}

  static void write(HttpServletResponse response, EntryDenied denied) throws IOException {
    switch (denied.kind()) {
      case FOREIGN_ORIGIN -> {
        // The problem says it all.
      }
      case TOO_OFTEN -> response.setHeader("Retry-After", Integer.toString(denied.retrySeconds()));
      case NOT_LET_IN -> response.setHeader("WWW-Authenticate", denied.challenge());
    }
    write(response, EventsProblems.denied(denied));
  }

  static void write(HttpServletResponse response, Problem problem) throws IOException {
    byte[] body = problem.toJson().getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setHeader("Cache-Control", "no-store");
    if (problem.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      boolean overloaded = problem.name().equals("overloaded");
      response.setHeader("Retry-After", overloaded ? OVERLOAD_RETRY : Drain.retryAfter());
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
