package dev.oneport.web.polling;

import dev.oneport.config.HttpConfig.Compression;
import dev.oneport.engineio.transport.PollPayload;
import dev.oneport.protocol.engineio.Payload;
import dev.oneport.web.ContentCoding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The 200 with which one request of long-polling is answered, now or much later. Takes from the
 * request what it needs while it is being served, since containers use request objects again.
 */
final class PollingAnswer {
  private final HttpServletResponse response;
  private final Compression compression;
  private final Consumer<HttpServletResponse> finish;
  private final @Nullable String acceptEncoding;
  private final boolean toInternetExplorer;

  /** With what is done to the headers of a 200 before it is sent. */
  PollingAnswer(
      HttpServletRequest request,
      HttpServletResponse response,
      Compression compression,
      Consumer<HttpServletResponse> finish) {
    this.response = response;
    this.finish = finish;
    this.compression = compression;
    this.acceptEncoding = request.getHeader("Accept-Encoding");
    this.toInternetExplorer = isInternetExplorer(request.getHeader("User-Agent"));
  }

  /** Answers a GET. */
  void payload(PollPayload payload) throws IOException {
    Payload content = payload.content();
    byte[] bytes = content.bytes();
    ContentCoding coding =
        payload.compress() && compression.appliesTo(bytes.length)
            ? ContentCoding.preferred(acceptEncoding)
            : null;
    if (coding != null) {
      response.setHeader("Content-Encoding", coding.text());
    }
    ok(content.mediaType(), coding == null ? bytes : coding.compress(bytes));
  }

  /** Answers a POST. The type keeps old browsers from offering a download. */
  void received() throws IOException {
    ok("text/html", new byte[] {'o', 'k'});
  }

  /** Answers with a status alone. */
  void refuse(int status) {
    Responses.empty(response, status);
  }

  /** Answers a POST whose body nobody reads, any more: the client need not send the rest. */
  void abandon() {
    response.setHeader("Connection", "close");
    refuse(HttpServletResponse.SC_BAD_REQUEST);
  }

  private void ok(String type, byte[] body) throws IOException {
    if (toInternetExplorer) {
      response.setHeader("X-XSS-Protection", "0"); // Else it takes payloads for attacks.
    }
    finish.accept(response);
    Responses.bytes(response, HttpServletResponse.SC_OK, type, body);
  }

  private static boolean isInternetExplorer(@Nullable String userAgent) {
    return userAgent != null && (userAgent.contains(";MSIE") || userAgent.contains("Trident/"));
  }
}
