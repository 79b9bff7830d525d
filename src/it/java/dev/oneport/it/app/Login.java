package dev.oneport.it.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;

/** Believes the header {@code X-Test-User}, a name and roles; for the tests of roles alone. */
@WebFilter(
    urlPatterns = {"/socket.io/*", "/events/*"},
    asyncSupported = true)
public class Login extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String user = request.getHeader("X-Test-User");
    chain.doFilter(user == null ? request : new OfUser(request, user.split(" ", -1)), response);
  }

  private static final class OfUser extends HttpServletRequestWrapper {
    private final List<String> nameAndRoles;

    OfUser(HttpServletRequest request, String... nameAndRoles) {
      super(request);
      this.nameAndRoles = Arrays.asList(nameAndRoles);
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> nameAndRoles.get(0);
    }

    @Override
    public boolean isUserInRole(String role) {
      return nameAndRoles.subList(1, nameAndRoles.size()).contains(role);
    }
  }
}
