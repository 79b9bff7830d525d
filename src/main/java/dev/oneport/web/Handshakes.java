package dev.oneport.web;

import dev.oneport.HttpSessionSnapshot;
import dev.oneport.RequestHead;
import dev.oneport.UserRoles;
import dev.oneport.concurrent.Clock;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.protocol.QueryString;
import dev.oneport.session.Logins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies the first HTTP request of a session: containers use their request objects again. */
public final class Handshakes {
  private final Clock clock;
  private final ClientAddresses addresses;
  private final Set<String> roles;

  /**
   * A copier.
   *
   * @param clock tells when a request came
   * @param addresses finds out where clients are
   * @param roles those that may be asked for later
   */
  public Handshakes(Clock clock, ClientAddresses addresses, Set<String> roles) {
    this.clock = clock;
    this.addresses = addresses;
    this.roles = Set.copyOf(roles);
  }

  /** Where the client of a request is. */
  public String address(HttpServletRequest request) {
    return addresses.of(request);
  }

  /** Copies a request. */
  public EngineHandshake copy(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return new EngineHandshake(
        headers(request),
        QueryString.parse(request.getQueryString()),
        addresses.of(request),
        clock.now(),
        request.getUserPrincipal(),
        request.isSecure(),
        url(request),
        roles(request),
        null,
        session == null || request.getUserPrincipal() == null ? null : Logins.id(session.getId()),
        session == null ? null : snapshot(session));
  }

  private static @Nullable HttpSessionSnapshot snapshot(HttpSession session) {
    try {
      Map<String, Object> attributes = new HashMap<>();
      for (String name : Collections.list(session.getAttributeNames())) {
        Object value = session.getAttribute(name);
        // Another request may be taking it out.
        if (value != null) {
          attributes.put(name, value);
        }
      }
      return new HttpSessionSnapshot(session.getId(), attributes);
    } catch (IllegalStateException endedMeanwhile) {
      return null;
    }
  }

  private UserRoles roles(HttpServletRequest request) {
    return new UserRoles(
        roles, roles.stream().filter(request::isUserInRole).collect(Collectors.toSet()));
  }

  /** Copies what an application is shown of a request. */
  public RequestHead head(HttpServletRequest request) {
    return new RequestHead(
        request.getMethod(),
        url(request),
        headers(request),
        QueryString.parse(request.getQueryString()),
        addresses.of(request),
        request.getUserPrincipal(),
        request.isSecure());
  }

  private static String url(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, List.copyOf(Collections.list(request.getHeaders(name))));
    }
    return Collections.unmodifiableMap(headers);
  }
}
