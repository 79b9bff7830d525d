package dev.oneport.config;

import org.jspecify.annotations.Nullable;

/**
 * One setting: a row of {@link Settings}. Immutable.
 *
 * @param <T> what its value is in Java
 */
public final class Setting<T extends @Nullable Object> {
  /** What is shown in place of a secret. */
  static final String MASK = "***";

  private final String name;
  private final Kind<T> kind;
  private final String defaultText;
  private final boolean secret;
  private final String description;

  Setting(String name, Kind<T> kind, String defaultText, boolean secret, String description) {
    this.name = name;
    this.kind = kind;
    this.defaultText = defaultText;
    this.secret = secret;
    this.description = description;
  }

  /** Its name as a context-param and as a system property. */
  public String name() {
    return name;
  }

  /** Its unit; empty if it has none. */
  public String unit() {
    return kind.unit();
  }

  /** The values it may have, without the unit. */
  public String range() {
    return kind.range();
  }

  /** Its default as one would write it; may be empty. */
  public String defaultText() {
    return defaultText;
  }

  /** What it is for: one sentence or two in plain text. */
  public String description() {
    return description;
  }

  /** Whether its value must not be shown. */
  public boolean isSecret() {
    return secret;
  }

  /** Its range and unit in one, as in {@code 1..86400000 ms}. */
  public String allowed() {
    return unit().isEmpty() ? range() : range() + " " + unit();
  }

  /** The name of the environment variable, by the rule of MicroProfile Config. */
  public String environmentName() {
    return ConfigSource.environmentName(name);
  }

  /**
   * Reads a value of it.
   *
   * @param text space around it does not count
   * @param where it comes from, for the message
   * @throws ConfigException if it is out of range
   */
  T parse(String text, String where) {
    try {
      return kind.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw invalid(text.strip(), "must be " + allowed(), where);
    }
  }

  ConfigException invalid(String text, String must, String where) {
    return new ConfigException(
        "%s=%s: %s (from %s)".formatted(name, secret ? MASK : text, must, where));
  }

  @Override
  public String toString() {
    return name;
  }
}
