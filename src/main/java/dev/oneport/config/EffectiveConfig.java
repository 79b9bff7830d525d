package dev.oneport.config;

import java.util.List;

/**
 * The settings that are in effect, and where those that are not what is built in come from.
 * Immutable.
 *
 * @param changed in the order of the documentation
 */
public record EffectiveConfig(OneportConfig config, List<Value> changed) {

  /**
   * A value that is not the default.
   *
   * @param name of the setting
   * @param shown the value as it was written; a mask if it is secret
   * @param source as in {@code the environment variable ONEPORT_PATH}
   */
  public record Value(String name, String shown, String source) {

    /** As in {@code oneport.path=/live (from the system property)}. */
    @Override
    public String toString() {
      return name + "=" + shown + " (from " + source + ")";
    }
  }

  public EffectiveConfig {
    changed = List.copyOf(changed);
  }
}
