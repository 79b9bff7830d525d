package dev.oneport.web;

import dev.oneport.config.CorsConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * CORS headers, as the reference server's middleware sets them: before any check, so that a page
 * can read why it was refused.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
public final class Cors {
  private final CorsConfig config;
  private final Predicate<String> rule;

  /** With what pages of other origins may read. */
  public Cors(CorsConfig config) {
    this(config, origin -> false);
  }

  /**
   * With what pages of other origins may read.
   *
   * @param rule of the application, for origins besides those of the settings
   */
  public Cors(CorsConfig config, Predicate<String> rule) {
    this.config = config;
    this.rule = rule;
  }

  /**
   * Sets the headers of an answer.
   *
   * @return true if the request was a preflight, which is answered now
   */
  public boolean apply(HttpServletRequest request, HttpServletResponse response) {
    String origin = request.getHeader("Origin");
    boolean allowed = origin != null && (config.allows(origin) || rule.test(origin));
    if (!config.enabled() && !allowed) {
      return false;
    }
    allowOrigin(allowed ? origin : null, response);
    if (config.credentials()) {
      response.setHeader("Access-Control-Allow-Credentials", "true");
    }
    if (request.getMethod().equals("OPTIONS")) {
      describe(request, response);
      if (config.preflight().continues()) {
        return false;
      }
      response.setStatus(config.preflight().status());
      response.setContentLength(0);
      return true;
    }
    exposeHeaders(response);
    return false;
  }

  /** Tells who may read: everybody, or the origin; null leaves out who it is. */
  private void allowOrigin(@Nullable String origin, HttpServletResponse response) {
    if (config.anyOrigin()) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      return;
    }
    response.addHeader("Vary", "Origin");
    if (origin != null) {
      response.setHeader("Access-Control-Allow-Origin", origin);
    }
  }

  private void describe(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Methods", String.join(",", config.methods()));
    if (!config.allowedHeaders().isEmpty()) {
      response.setHeader("Access-Control-Allow-Headers", String.join(",", config.allowedHeaders()));
    } else {
      String wanted = request.getHeader("Access-Control-Request-Headers");
      response.addHeader("Vary", "Access-Control-Request-Headers");
      if (wanted != null) {
        response.setHeader("Access-Control-Allow-Headers", wanted);
      }
    }
    if (config.maxAgeSeconds() > 0) {
      response.setHeader("Access-Control-Max-Age", Integer.toString(config.maxAgeSeconds()));
    }
    exposeHeaders(response);
  }

  private void exposeHeaders(HttpServletResponse response) {
    if (!config.exposedHeaders().isEmpty()) {
      response.setHeader(
          "Access-Control-Expose-Headers", String.join(",", config.exposedHeaders()));
    }
  }
}
