package dev.oneport.conformance;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says that the application is there, until the protocol endpoints are. */
@WebServlet("/placeholder")
public final class PlaceholderServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Called by the container. */
  public PlaceholderServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print("conformance");
  }
}
