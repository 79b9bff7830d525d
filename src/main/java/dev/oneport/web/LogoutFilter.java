package dev.oneport.web;

import dev.oneport.session.Logins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
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
    if (login == null
        || !logins.hasClients(login)
        || request.getUserPrincipal() == null
        || request.getHeader("Upgrade") != null) {
      chain.doFilter(request, response);
      return;
    }
    Watched watched = new Watched(request);
    try {
      chain.doFilter(watched, response);
    } finally {
      if (watched.loggedOut || (!request.isAsyncStarted() && request.getUserPrincipal() == null)) {
        logins.end(login);
      }
    }
  }

  /** Payara names the user until the end of the request that logs out. */
  private static final class Watched extends HttpServletRequestWrapper {
    private boolean loggedOut;

    Watched(HttpServletRequest request) {
      super(request);
    }

    @Override
    public void logout() throws ServletException {
      super.logout();
      loggedOut = true;
    }
  }
}
