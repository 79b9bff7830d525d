package dev.oneport.web.monitor;

import dev.oneport.config.ApiKey;
import dev.oneport.config.MetricsConfig;
import dev.oneport.metrics.Families;
import dev.oneport.metrics.OpenMetrics;
import dev.oneport.web.Problem;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics}: what is measured, in the text format of OpenMetrics, for who has a key. */
public final class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String BEARER = "Bearer ";
  private static final Problem UNAUTHORIZED =
      new Problem(
          401,
          "unauthorized",
          "A key is needed",
          "Send the header \"Authorization: Bearer KEY\" with a key whose SHA-256 hash is in"
              + " oneport.metrics.keys.");

  private final transient MetricsConfig config;
  private final transient Families families;

  /** Registered from code only, where there are keys. */
  public MetricsServlet(MetricsConfig config, Families families) {
    this.config = config;
    this.families = families;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    String key = bearer(request.getHeader("Authorization"));
    if (key != null && ApiKey.find(key, config.keys()) != null) {
      write(response, OpenMetrics.MEDIA_TYPE, OpenMetrics.text(families.read()));
    } else {
      response.setStatus(UNAUTHORIZED.status());
      response.setHeader(
          "WWW-Authenticate",
          key == null
              ? "Bearer realm=\"oneport\""
              : "Bearer realm=\"oneport\", error=\"invalid_token\"");
      write(response, Problem.MEDIA_TYPE, UNAUTHORIZED.toJson());
    }
  }

  private static void write(HttpServletResponse response, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static @Nullable String bearer(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }
}
