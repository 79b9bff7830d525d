package dev.oneport.web.polling;

import dev.oneport.web.ContentCoding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The official browser client, served beside the server that it belongs to. Any thread.
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

  /** Compressed when first asked for; there are no more than files times codings. */
  private final Map<Variant, byte[]> compressed = new ConcurrentHashMap<>();

  private record Variant(String name, ContentCoding coding) {}

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
    response.addHeader("Vary", "Accept-Encoding");
    String known = request.getHeader("If-None-Match");
    if (etag.equals(known) || ("W/" + etag).equals(known)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return true;
    }
    ContentCoding coding = ContentCoding.preferred(request.getHeader("Accept-Encoding"));
    byte[] body = coding == null ? read(name) : compressed(new Variant(name, coding));
    if (coding != null) {
      response.setHeader("Content-Encoding", coding.text());
    }
    response.setContentType(
        map ? "application/json; charset=utf-8" : "application/javascript; charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    return true;
  }

  private byte[] compressed(Variant variant) throws IOException {
    byte[] known = compressed.get(variant);
    if (known == null) {
      known = variant.coding().compress(read(variant.name()));
      compressed.put(variant, known);
    }
    return known;
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = open(name)) {
      if (in == null) {
        throw new IOException(name + " is missing in the archive");
      }
      return in.readAllBytes();
    }
  }

  private static @Nullable InputStream open(String name) {
    return ClientFiles.class.getResourceAsStream(FOLDER + name);
  }
}
