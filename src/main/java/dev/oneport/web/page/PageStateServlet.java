package dev.oneport.web.page;

import dev.oneport.config.WebConfig;
import dev.oneport.protocol.json.JsonStrings;
import dev.oneport.web.boot.Deployment;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Tells the start page where Socket.IO is, whether publishing is open and whether pages of any
 * origin may connect, and gives it {@code oneport.page.key} if {@link LoopbackCheck} is sure that
 * the browser runs on this machine:
 *
 * <pre>{"path":"/socket.io/","publish":"open","anyOrigin":false,"key":"…"}</pre>
 *
 * <p>Who may not have the key gets the same answer without it: an error would show in the console
 * of every browser elsewhere.
 */
@WebServlet(name = "oneport-page-state", urlPatterns = "/page/state")
public final class PageStateServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Deployment deployment = Deployment.find(request.getServletContext());
    if (deployment == null) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    byte[] state =
        state(
                deployment.config().web(),
                deployment.publishers().isOpen(),
                LoopbackCheck.passes(request))
            .getBytes(StandardCharsets.UTF_8);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setContentType("application/json");
    response.setContentLength(state.length);
    response.getOutputStream().write(state);
  }

  static String state(WebConfig config, boolean isOpen, boolean onLoopback) {
    StringBuilder json = new StringBuilder("{\"path\":");
    JsonStrings.appendQuoted(json, config.path() + "/");
    json.append(",\"publish\":").append(isOpen ? "\"open\"" : "\"closed\"");
    json.append(",\"anyOrigin\":").append(config.cors().anyOrigin());
    String key = config.pageKey();
    if (onLoopback && key != null) {
      json.append(",\"key\":");
      JsonStrings.appendQuoted(json, key);
    }
    return json.append('}').toString();
  }
}
