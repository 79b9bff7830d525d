package dev.oneport.publish;

import dev.oneport.config.PublishConfig;
import org.jspecify.annotations.Nullable;

/** Knows those whom the server has authenticated, by their roles. */
public record ApiRoles(PublishConfig config) implements PublishAuthority {

  @Override
  public boolean isOpen() {
    return !config.roles().isEmpty();
  }

  /** A bearer token that is not known is a mistake: no other credentials stand in for it. */
  @Override
  public @Nullable Publisher identify(Credentials credentials) {
    String user = credentials.user();
    if (user == null || credentials.bearer() != null) {
      return null;
    }
    PublishRights rights = null;
    for (String role : config.roles()) {
      if (credentials.roles().test(role)) {
        PublishRights more = PublishRights.of(role, config);
        rights = rights == null ? more : rights.or(more);
      }
    }
    return rights == null ? null : new Publisher("user:" + user, rights);
  }
}
