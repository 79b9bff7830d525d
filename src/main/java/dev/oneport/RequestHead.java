package dev.oneport;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request of Engine.IO without its body: a poll, a POST or the handshake of a WebSocket.
 * Immutable, a copy: it may be kept.
 *
 * @param method of HTTP
 * @param url its path and query
 * @param headers the map ignores the case of its keys
 * @param query decoded; the last of several values
 * @param address the client's address
 * @param principal who the container's authentication says it is; null if nobody
 * @param secure whether it came over TLS
 */
public record RequestHead(
    String method,
    String url,
    Map<String, List<String>> headers,
    Map<String, String> query,
    String address,
    @Nullable Principal principal,
    boolean secure) {

  /**
   * The first value of a header.
   *
   * @param name in any case
   * @return null if the request had none
   */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** Without query and headers: they carry secrets. */
  @Override
  public String toString() {
    return method + " from " + address;
  }
}
