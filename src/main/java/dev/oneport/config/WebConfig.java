package dev.oneport.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the HTTP and WebSocket edge.
 *
 * @param path of Socket.IO below the context path: begins with a slash, does not end with one
 * @param serveClient whether the browser client is served below {@code path}
 * @param direct whether connections are written to past the server where that costs less
 * @param cors what pages of other origins may read
 * @param allowedOrigins those that may connect besides the request's own and {@code cors}' origins
 * @param proxies whom to believe who a client is
 * @param http of Engine.IO's HTTP answers
 * @param pageKey the API key that the start page is given on loopback; null for none
 */
public record WebConfig(
    String path,
    boolean serveClient,
    boolean direct,
    CorsConfig cors,
    Set<String> allowedOrigins,
    ProxyConfig proxies,
    HttpConfig http,
    @Nullable String pageKey) {

  public WebConfig {
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** The built-in defaults. */
  public static WebConfig defaults() {
    return new WebConfig(
        "/socket.io",
        true,
        true,
        CorsConfig.sameOriginOnly(),
        Set.of(),
        ProxyConfig.none(),
        HttpConfig.defaults(),
        null);
  }

  /**
   * Whether a page of that origin may connect, though it is not the request's own.
   *
   * @param origin the {@code Origin} header as received; {@code null}, the origin of sandboxed
   *     pages, is allowed only where {@code *} allows everybody
   */
  public boolean allowsForeignOrigin(String origin) {
    return cors.allows(origin) || allowedOrigins.contains(origin);
  }

  /** Without the key of the page. */
  @Override
  public String toString() {
    return ("WebConfig[path=%s, serveClient=%s, direct=%s, cors=%s, allowedOrigins=%s,"
            + " proxies=%s, http=%s]")
        .formatted(path, serveClient, direct, cors, allowedOrigins, proxies, http);
  }
}
