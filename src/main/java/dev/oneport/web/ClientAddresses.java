package dev.oneport.web;

import dev.oneport.config.AddressRange;
import dev.oneport.config.ProxyConfig;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a client is behind proxies: the last address on the way of a request that no
 * trusted proxy has. What stands before it in the header may be of the client's own making.
 * Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239, Forwarded HTTP Extension</a>
 */
public final class ClientAddresses {
  private final ProxyConfig proxies;

  /** Believes these proxies. */
  public ClientAddresses(ProxyConfig proxies) {
    this.proxies = proxies;
  }

  /** The address of the client that a request is of. */
  public String of(HttpServletRequest request) {
    String peer = request.getRemoteAddr();
    if (proxies.trusted().isEmpty()) {
      return peer;
    }
    return of(peer, Collections.list(request.getHeaders(proxies.header().text())));
  }

  /**
   * The address of a client.
   *
   * @param peer who has connected
   * @param lines of the header, in their order
   */
  String of(String peer, List<String> lines) {
    InetAddress known = AddressRange.address(withoutZone(peer));
    if (known == null || !proxies.trusts(known)) {
      return peer;
    }
    String client = peer;
    for (String node : hops(lines)) {
      InetAddress hop = AddressRange.address(ForwardedHops.withoutPort(node));
      if (hop == null) {
        return client; // A proxy that does not tell, or that nobody can read: as far as we know.
      }
      client = hop.getHostAddress();
      if (!proxies.trusts(hop)) {
        return client;
      }
    }
    return client;
  }

  private List<String> hops(List<String> lines) {
    return switch (proxies.header()) {
      case X_FORWARDED_FOR -> ForwardedHops.ofList(lines);
      case FORWARDED -> ForwardedHops.ofForwarded(lines);
    };
  }

  private static String withoutZone(@Nullable String address) {
    if (address == null) {
      return "";
    }
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
