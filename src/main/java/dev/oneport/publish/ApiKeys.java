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

  /** Compares with all keys, whichever fits, so that the time tells nothing. */
  @Override
  public @Nullable Publisher identify(Credentials credentials) {
    String key = credentials.bearer();
    if (key == null) {
      return null;
    }
    byte[] hash = ApiKey.hashOf(key);
    ApiKey found = null;
    for (ApiKey each : config.keys()) {
      found = each.matches(hash) ? each : found;
    }
    return found == null
        ? null
        : new Publisher("key:" + found.name(), PublishRights.of(found.name(), config));
  }
}
