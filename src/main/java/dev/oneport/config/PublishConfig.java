package dev.oneport.config;

import java.util.List;

/**
 * Who may publish over HTTP.
 *
 * @param keys the keys' hashes; none closes publishing
 */
public record PublishConfig(List<ApiKey> keys) {

  public PublishConfig {
    keys = List.copyOf(keys);
  }

  /** Nobody may. */
  public static PublishConfig closed() {
    return new PublishConfig(List.of());
  }

  /** Whether anybody may. */
  public boolean isOpen() {
    return !keys.isEmpty();
  }
}
