package dev.oneport.web.publish;

import dev.oneport.web.Problem;
import dev.oneport.web.ProblemAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.function.Predicate;

/**
 * In front of Jakarta REST, which reads the path and some headers before anything of ours is asked:
 * where it can't, RESTEasy writes a stack trace into the log for each request, whoever sends it,
 * and the container's own page is the answer. Here it is a problem.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public final class HeaderFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final Map<String, Predicate<String>> HEADERS =
      Map.of(
          "Content-Type", HeaderSyntax::isMediaType,
          "Accept", HeaderSyntax::isAccept,
          "Content-Language", HeaderSyntax::areLanguages,
          "Accept-Language", HeaderSyntax::areLanguages);

  private static final Problem UNREADABLE_PATH =
      new Problem(
          400,
          "invalid-path",
          "The path is not what it must be",
          "Send names in UTF-8, percent-encoded, as RFC 3986 has it.");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!HeaderSyntax.isPath(request.getRequestURI())) {
      ProblemAnswer.write(response, UNREADABLE_PATH);
      return;
    }
    for (Map.Entry<String, Predicate<String>> header : HEADERS.entrySet()) {
      for (String value : Collections.list(request.getHeaders(header.getKey()))) {
        if (!header.getValue().test(value)) {
          ProblemAnswer.write(response, unreadable(header.getKey()));
          return;
        }
      }
    }
    chain.doFilter(request, response);
  }

  private static Problem unreadable(String header) {
    return new Problem(
        400,
        "invalid-header",
        "A header is not what it must be",
        "Send " + header + " as RFC 9110 has it, or leave it out.");
  }
}
