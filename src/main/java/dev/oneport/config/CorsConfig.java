package dev.oneport.config;

import java.util.List;
import java.util.Set;

/**
 * What pages of other origins may read: the settings of the reference server's {@code cors} option.
 *
 * @param anyOrigin whether every origin is allowed: {@code *}
 * @param origins those allowed, as browsers send them; none means that CORS is off
 * @param credentials whether cookies may come along; not together with {@code anyOrigin}
 * @param allowedHeaders of a request; empty allows those that its preflight asks for
 * @param exposedHeaders of an answer that the page may read besides the harmless ones
 * @param methods told in the answer to a preflight
 * @param maxAgeSeconds how long a browser may keep that answer; 0 says nothing about it
 * @param preflight how a preflight is answered
 */
public record CorsConfig(
    boolean anyOrigin,
    Set<String> origins,
    boolean credentials,
    List<String> allowedHeaders,
    List<String> exposedHeaders,
    List<String> methods,
    int maxAgeSeconds,
    Preflight preflight) {

  /**
   * How a preflight is answered.
   *
   * @param status of the answer
   * @param continues whether it is left to the application's HTTP middleware, with its headers set
   */
  public record Preflight(int status, boolean continues) {
    /** As all browsers understand it. */
    public static final Preflight DEFAULT = new Preflight(204, false);
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if every origin is to be allowed with credentials
   */
  public CorsConfig {
    if (anyOrigin && credentials) {
      throw new IllegalArgumentException("credentials for any origin");
    }
    origins = Set.copyOf(origins);
    allowedHeaders = List.copyOf(allowedHeaders);
    exposedHeaders = List.copyOf(exposedHeaders);
    methods = List.copyOf(methods);
  }

  /** CORS is off. */
  public static CorsConfig sameOriginOnly() {
    return new CorsConfig(
        false,
        Set.of(),
        false,
        List.of(),
        List.of(),
        List.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"),
        0,
        Preflight.DEFAULT);
  }

  /** Whether any origin is allowed at all: if not, no CORS header is ever sent. */
  public boolean enabled() {
    return anyOrigin || !origins.isEmpty();
  }

  /** Whether that origin, as received, is allowed. */
  public boolean allows(String origin) {
    return anyOrigin || origins.contains(origin);
  }
}
