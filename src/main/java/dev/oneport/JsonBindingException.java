package dev.oneport;

import org.jspecify.annotations.Nullable;

/**
 * A value can't be written as JSON, or JSON is not what a Java type needs.
 *
 * <p>The message names the argument and the type, never the payload: it may be logged.
 */
public final class JsonBindingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which argument and which type; no part of the payload
   */
  public JsonBindingException(String message) {
    this(message, null);
  }

  /**
   * Creates the exception.
   *
   * @param message which argument and which type; no part of the payload
   * @param cause null where it would quote the payload
   */
  public JsonBindingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
