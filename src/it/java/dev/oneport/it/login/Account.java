package dev.oneport.it.login;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * {@code GET /account}: who has signed in; it remembers a colour for them. {@code POST
 * /account?leave=}: how they want to go.
 */
@WebServlet("/account")
public class Account extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getSession().setAttribute("colour", "#0b6e6a");
    Principal user = request.getUserPrincipal();
    response.setContentType("text/plain");
    response.getWriter().print(user == null ? "nobody" : user.getName());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getParameter("leave")) {
      case "logout" -> request.logout();
      case "invalidate" -> request.getSession().invalidate();
      case "timeout" -> request.getSession().setMaxInactiveInterval(1);
      default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }
}
