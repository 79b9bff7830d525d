package dev.oneport.web.polling;

import dev.oneport.protocol.QueryString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request that a container can upgrade whatever its query is. Tomcat throws at a parameter
 * without a name and at a broken escape; the reference server minds neither, and there are clients
 * that send them.
 */
final class LenientQuery extends HttpServletRequestWrapper {

  private LenientQuery(HttpServletRequest request) {
    super(request);
  }

  /** The request itself if nothing is wrong with its query. */
  static HttpServletRequest of(HttpServletRequest request) {
    return isWellFormed(request) ? request : new LenientQuery(request);
  }

  private static boolean isWellFormed(HttpServletRequest request) {
    try {
      return request.getParameterMap() != null
          && URI.create("?" + request.getQueryString()) != null;
    } catch (IllegalStateException | IllegalArgumentException malformed) {
      return false;
    }
  }

  /** Encoded anew: containers make a URI of it. */
  @Override
  public String getQueryString() {
    return QueryString.parse(super.getQueryString()).entrySet().stream()
        .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> parameters = new LinkedHashMap<>();
    QueryString.parse(super.getQueryString())
        .forEach((name, value) -> parameters.put(name, new String[] {value}));
    return parameters;
  }
}
