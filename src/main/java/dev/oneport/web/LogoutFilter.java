package dev.oneport.web;

import dev.oneport.session.Logins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Disconnects the clients of a user who logs out by {@link HttpServletRequest#logout}, which leaves
 * the HTTP session to live on. Looks at requests of sessions that have clients, and at no others.
 */
public final class LogoutFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Logins logins;

  /** Registered from code only. */
  public LogoutFilter(Logins logins) {
    this.logins = logins;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String id = request.getRequestedSessionId();
    String login = id == null ? null : Logins.id(id);
    if (login == null || !logins.hasClients(login) || request.getUserPrincipal() == null) {
      chain.doFilter(request, response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      if (!request.isAsyncStarted() && request.getUserPrincipal() == null) {
        logins.end(login);
      }
    }
  }
}
