package dev.oneport.web.polling;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What Engine.IO answers over HTTP. None of it may be cached. */
final class Responses {
  private Responses() {}

  /** A body, in UTF-8. */
  static void text(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    bytes(response, status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A body. */
  static void bytes(HttpServletResponse response, int status, String type, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** A status alone. */
  static void empty(HttpServletResponse response, int status) {
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(0);
  }
}
