package dev.oneport.web;

import dev.oneport.session.Drain;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers requests of plain HTTP, and for WebSockets, that are refused. Stateless. */
public final class ProblemAnswer {
  private static final String OVERLOAD_RETRY = "30";

  private ProblemAnswer() {}

  /** The gate does not let the request in. */
  public static void write(HttpServletResponse response, EntryDenied denied) throws IOException {
    switch (denied.kind()) {
      case FOREIGN_ORIGIN -> {
        // The problem says it all.
      }
      case TOO_OFTEN -> response.setHeader("Retry-After", Integer.toString(denied.retrySeconds()));
      case NOT_LET_IN -> response.setHeader("WWW-Authenticate", denied.challenge());
    }
    write(response, denied.problem());
  }

  /** As problem document; one of status 503 says when to try again. */
  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    byte[] body = problem.toJson().getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setHeader("Cache-Control", "no-store");
    NoSniffing.set(response);
    if (problem.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      boolean overloaded = problem.equals(Problem.overloaded());
      response.setHeader("Retry-After", overloaded ? OVERLOAD_RETRY : Drain.retryAfter());
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
