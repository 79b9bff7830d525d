package dev.oneport.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from a page of this very server, opened in a browser on this machine.
 *
 * <p>The address alone does not tell: a reverse proxy on the same machine has it too, and so has
 * the page of any Web site in a browser here, either by a request across origins or by a name of
 * its own that it makes point to 127.0.0.1 (DNS rebinding). So the host must be a name that only
 * this machine answers to, nobody may have passed the request on, and no other page may have made
 * it.
 */
final class LoopbackCheck {
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

  /** An address, no name that would have to be looked up. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.%]*");

  private static final List<String> PASSED_ON =
      List.of("forwarded", "x-forwarded-", "x-real-ip", "via");

  private static final Set<String> OWN_PAGE = Set.of("same-origin", "none");

  private LoopbackCheck() {}

  static boolean passes(HttpServletRequest request) {
    return isLoopback(request.getRemoteAddr())
        && isLocalHost(request.getHeader("Host"))
        && !wasPassedOn(request)
        && isOwnPage(request);
  }

  private static boolean isLoopback(@Nullable String address) {
    if (address == null || !ADDRESS.matcher(address).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isLocalHost(@Nullable String host) {
    return host != null && LOCAL_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean wasPassedOn(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames()).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> PASSED_ON.stream().anyMatch(name::startsWith));
  }

  /** Browsers send no Origin with a GET of the same origin; old ones send no Sec-Fetch-Site. */
  private static boolean isOwnPage(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return request.getHeader("Origin") == null && (site == null || OWN_PAGE.contains(site));
  }
}
