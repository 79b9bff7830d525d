package dev.oneport.web.publish;

import dev.oneport.config.ApiKey;
import dev.oneport.config.OneportConfig;
import dev.oneport.web.Cors;
import dev.oneport.web.OriginPolicy;
import dev.oneport.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has an API key, and pages only of the server's own origin and of those that CORS
 * allows. Before anything else: without a key not even a path can be told from another.
 */
@Provider
@PreMatching
public class PublishGate implements ContainerRequestFilter {
  private static final String BEARER = "Bearer ";

  // Set by Jakarta REST: what stands for the request of the current thread.
  @Context private @Nullable HttpServletRequest request;
  @Context private @Nullable HttpServletResponse response;

  @Override
  public void filter(ContainerRequestContext context) {
    if (request == null || response == null) {
      throw new IllegalStateException("Jakarta REST without servlets");
    }
    Response refusal = refusal(request, response);
    if (refusal != null) {
      context.abortWith(refusal);
    }
  }

  private static @Nullable Response refusal(
      HttpServletRequest request, HttpServletResponse response) {
    OneportConfig config;
    try {
      config = Deployments.of(request).config();
    } catch (ProblemException e) {
      return Problems.toResponse(e.problem()).build();
    }
    if (new Cors(config.web().cors()).apply(request, response)) {
      return Response.noContent().build();
    }
    if (!new OriginPolicy(config.web()).allows(request)) {
      return Problems.toResponse(Problems.foreignOrigin()).build();
    }
    if (!config.publish().isOpen()) {
      return Problems.toResponse(Problems.closed()).build();
    }
    String key = bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (key == null) {
      return unauthorized("Bearer realm=\"oneport\"");
    }
    if (!isKnown(key, config.publish().keys())) {
      return unauthorized("Bearer realm=\"oneport\", error=\"invalid_token\"");
    }
    return null;
  }

  private static Response unauthorized(String challenge) {
    return Problems.toResponse(Problems.unauthorized())
        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
        .build();
  }

  /** The key that a client sends; null if it sends none. */
  static @Nullable String bearer(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    return authorization.substring(BEARER.length()).strip();
  }

  /** Compares with all keys, whichever fits, so that the time tells nothing. */
  static boolean isKnown(String key, List<ApiKey> keys) {
    byte[] hash = ApiKey.hashOf(key);
    boolean known = false;
    for (ApiKey each : keys) {
      known |= each.matches(hash);
    }
    return known;
  }
}
