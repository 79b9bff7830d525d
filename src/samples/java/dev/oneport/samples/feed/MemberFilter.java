package dev.oneport.samples.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Finds out by the token in {@code Authorization} who asks. */
@ApplicationScoped
@Provider
@MembersOnly
public class MemberFilter implements ContainerRequestFilter {
  static final String BEARER = "Bearer ";

  @Inject Members members;

  @Override
  public void filter(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(BEARER)) {
      throw new NotAuthorizedException("sign in first", "Bearer");
    }
    Member member =
        members
            .ofToken(header.substring(BEARER.length()))
            .orElseThrow(() -> new NotAuthorizedException("sign in again", "Bearer"));
    request.setSecurityContext(new Security(request.getSecurityContext(), member));
  }

  private record Security(SecurityContext server, Member member) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return member;
    }

    @Override
    public boolean isUserInRole(@Nullable String role) {
      return false;
    }

    @Override
    public boolean isSecure() {
      return server.isSecure();
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
