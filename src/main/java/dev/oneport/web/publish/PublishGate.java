package dev.oneport.web.publish;

import dev.oneport.publish.Credentials;
import dev.oneport.publish.Publisher;
import dev.oneport.web.EntryDenied;
import dev.oneport.web.Gate;
import dev.oneport.web.Problem;
import dev.oneport.web.ProblemException;
import dev.oneport.web.boot.Deployment;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whom a {@link dev.oneport.publish.PublishAuthority} knows, and pages only of the server's
 * own origin and of those that CORS allows. Before anything else: for others not even a path can be
 * told from another, but for the description of the API.
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
    Response refusal = refusal(context, request, response);
    if (refusal != null) {
      context.abortWith(refusal);
    }
  }

  private static @Nullable Response refusal(
      ContainerRequestContext context, HttpServletRequest request, HttpServletResponse response) {
    try {
      Deployment deployment = Access.deployment(request);
      Gate gate = deployment.gate();
      if (gate.answersPreflight(request, response)) {
        return Response.noContent().build();
      }
      gate.checkOrigin(request);
      gate.checkPublish(request);
      return isForEverybody(context) ? null : refusal(deployment, request);
    } catch (EntryDenied e) {
      return refusal(e);
    } catch (ProblemException e) {
      return Problems.toResponse(e);
    }
  }

  private static boolean isForEverybody(ContainerRequestContext context) {
    return context.getMethod().equals(HttpMethod.GET)
        && context.getUriInfo().getPath().replace("/", "").equals(OpenApiResource.PATH);
  }

  private static Response refusal(EntryDenied denied) {
    return denied.kind() == EntryDenied.Kind.TOO_OFTEN
        ? Problems.toResponse(new ProblemException(tooOften(), denied.retrySeconds()))
        : Problems.toResponse(Problems.foreignOrigin()).build();
  }

  /** There is a limit to what one address, or one publisher, sends. */
  static Problem tooOften() {
    return Problem.tooOften("oneport.limits.publishes.*");
  }

  private static @Nullable Response refusal(Deployment deployment, HttpServletRequest request)
      throws EntryDenied {
    if (!deployment.publishers().isOpen()) {
      return Problems.toResponse(Problems.closed()).build();
    }
    Principal user = request.getUserPrincipal();
    Credentials credentials =
        new Credentials(
            bearer(request.getHeader(HttpHeaders.AUTHORIZATION)),
            user == null ? null : user.getName(),
            request::isUserInRole);
    Publisher publisher = deployment.publishers().identify(credentials);
    if (publisher == null) {
      return refusal(credentials);
    }
    deployment.gate().checkPublisher(publisher.name(), 1);
    new Access(deployment, publisher).grant(request);
    return null;
  }

  /** Whom the server has authenticated already, no other challenge would help. */
  private static Response refusal(Credentials unknown) {
    if (unknown.bearer() != null) {
      return unauthorized("Bearer realm=\"oneport\", error=\"invalid_token\"");
    }
    String user = unknown.user();
    return user == null
        ? unauthorized("Bearer realm=\"oneport\"")
        : Problems.toResponse(Problems.noRole(user)).build();
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
}
