package dev.oneport.web.tomcat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.oneport.concurrent.Timers;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections over on Tomcat: upgrades requests, and answers some by streams. Any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2">RFC 6455, 4.2.2</a>
 */
public final class TomcatUpgrade {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String VERSION = "13";

  /** 16 bytes in base64. */
  private static final int KEY_LENGTH = 24;

  private static final boolean AVAILABLE =
      isThere("org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler")
          && SocketLock.isThere();

  private final boolean available;
  private final @Nullable SocketLoops loops;

  /**
   * Upgrades, where it can be done.
   *
   * @param loops read what they can; null if Tomcat reads everything
   */
  public TomcatUpgrade(@Nullable SocketLoops loops) {
    this(true, loops);
  }

  private TomcatUpgrade(boolean wanted, @Nullable SocketLoops loops) {
    this.available = wanted && AVAILABLE;
    this.loops = loops;
  }

  /** Upgrades nothing: everything is left to the standard API. */
  public static TomcatUpgrade none() {
    return new TomcatUpgrade(false, null);
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, TomcatUpgrade.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError elsewhere) {
      return false;
    }
  }

  /**
   * Upgrades a request that was let in.
   *
   * @param maxMessageBytes of one message from the client
   * @param opening called once the request is over
   * @return false if it is to be done by the standard API, since this is not Tomcat, or nothing
   *     that it would upgrade
   */
  public boolean upgrade(
      HttpServletRequest request,
      HttpServletResponse response,
      Timers timers,
      int maxMessageBytes,
      TomcatWebSocket.Opening opening)
      throws IOException, ServletException {
    String key = request.getHeader("Sec-WebSocket-Key");
    if (!available
        || key == null
        || key.length() != KEY_LENGTH
        || !request.getMethod().equals("GET")
        || !VERSION.equals(request.getHeader("Sec-WebSocket-Version"))
        || !hasToken(request, "Upgrade", "websocket")
        || !hasToken(request, "Connection", "upgrade")) {
      return false;
    }
    response.setHeader("Upgrade", "websocket");
    response.setHeader("Connection", "Upgrade");
    response.setHeader("Sec-WebSocket-Accept", accept(key));
    // Tomcat makes it, and opens it once this request is over.
    TomcatWebSocket webSocket = request.upgrade(TomcatWebSocket.class);
    webSocket.prepare(timers, loops);
    webSocket.admit(opening, maxMessageBytes);
    return true;
  }

  /**
   * Takes the connection of a request that is answered by a stream; its headers are set. Before the
   * servlet returns, the response is to be flushed: else Tomcat takes it for an empty answer.
   *
   * @param onGone told when it has ended
   * @return null if that is to be done by the standard API: this is not Tomcat, or something is
   *     between it and us, or the connection carries more than this answer
   */
  public @Nullable TomcatStream stream(
      HttpServletRequest request, HttpServletResponse response, Timers timers, Runnable onGone)
      throws IOException {
    if (!available
        || !request.getProtocol().startsWith("HTTP/1.")
        || !response.getClass().getName().startsWith("org.apache.catalina.connector.")) {
      return null;
    }
    try {
      TomcatStream stream = request.upgrade(TomcatStream.class);
      stream.prepare(timers, loops);
      stream.begin(onGone);
      response.setStatus(HttpServletResponse.SC_OK);
      response.setHeader("Connection", "close");
      return stream;
    } catch (UnsupportedOperationException ajp) {
      return null;
    } catch (ServletException e) {
      throw new IOException(e);
    }
  }

  private static boolean hasToken(HttpServletRequest request, String header, String token) {
    return Collections.list(request.getHeaders(header)).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .anyMatch(each -> each.strip().toLowerCase(Locale.ROOT).equals(token));
  }

  private static String accept(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
