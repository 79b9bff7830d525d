package dev.oneport.launch;

/** A wrong command line; the message names the option, the value and what is allowed. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
