package dev.oneport.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * In front of all that Oneport answers, whatever the answer is: browsers take it for the type that
 * it says, and for no other that it looks like. Registered from code, for Oneport's own paths.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#x-content-type-options-header">Fetch,
 *     X-Content-Type-Options</a>
 */
public final class NoSniffing extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    set(response);
    chain.doFilter(request, response);
  }

  /** For answers of other filters: which one comes first differs with the containers. */
  static void set(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
  }
}
