package dev.oneport.config;

import java.util.List;

/**
 * Who may read the metrics over HTTP.
 *
 * @param keys the keys' hashes; without any the metrics are not there
 */
public record MetricsConfig(List<ApiKey> keys) {

  public MetricsConfig {
    keys = List.copyOf(keys);
  }

  /** Nobody may. */
  public static MetricsConfig closed() {
    return new MetricsConfig(List.of());
  }

  /** Whether anybody may. */
  public boolean isOpen() {
    return !keys.isEmpty();
  }
}
