package dev.oneport.config;

/**
 * A setting has a value that it can't have. The message is for the administrator: name, value, what
 * it must be, and where the value came from.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the whole message. */
  public ConfigException(String message) {
    super(message);
  }
}
