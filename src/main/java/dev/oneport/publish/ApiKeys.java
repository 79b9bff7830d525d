package dev.oneport.publish;

import dev.oneport.config.ApiKey;
import dev.oneport.config.PublishConfig;
import org.jspecify.annotations.Nullable;

/** Knows those who have an API key. */
public record ApiKeys(PublishConfig config) implements PublishAuthority {

  @Override
  public boolean isOpen() {
    return !config.keys().isEmpty();
  }

  @Override
  public @Nullable Publisher identify(Credentials credentials) {
    String key = credentials.bearer();
    ApiKey found = key == null ? null : ApiKey.find(key, config.keys());
    return found == null
        ? null
        : new Publisher("key:" + found.name(), PublishRights.of(found.name(), config));
  }
}
