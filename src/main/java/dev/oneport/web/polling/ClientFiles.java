package dev.oneport.web.polling;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The official browser client, served beside the server that it belongs to.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#serveclient">Socket.IO, serveClient</a>
 */
public final class ClientFiles {
  private static final String FOLDER = "/META-INF/oneport/client/";
  private static final String MAP = ".map";
  private static final Set<String> SCRIPTS =
      Set.of(
          "socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js");

  private final String etag;

  /** Reads which version the build took in. */
  public ClientFiles() {
    Properties properties = new Properties();
    try (InputStream in = open("client.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    etag = "\"" + properties.getProperty("version", "unknown") + "\"";
  }

  /**
   * Answers a request for one of the files.
   *
   * @param path below the servlet's; null for the servlet's own
   * @return false if it is not one of them
   */
  boolean serve(@Nullable String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = path == null || path.isEmpty() ? "" : path.substring(1);
    boolean map = name.endsWith(MAP);
    String script = map ? name.substring(0, name.length() - MAP.length()) : name;
    if (!SCRIPTS.contains(script)) {
      return false;
    }
    response.setHeader("Cache-Control", "public, max-age=0");
    response.setHeader("ETag", etag);
    String known = request.getHeader("If-None-Match");
    if (etag.equals(known) || ("W/" + etag).equals(known)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return true;
    }
    try (InputStream in = open(name)) {
      if (in == null) {
        return false;
      }
      byte[] bytes = in.readAllBytes();
      response.setContentType(
          map ? "application/json; charset=utf-8" : "application/javascript; charset=utf-8");
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
      return true;
    }
  }

  private static @Nullable InputStream open(String name) {
    return ClientFiles.class.getResourceAsStream(FOLDER + name);
  }
}
