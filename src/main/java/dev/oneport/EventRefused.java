package dev.oneport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an event: a client that asked for an acknowledgement is answered {@code
 * {"error":{"code":"…","message":"…"}}}. Thrown by handlers of the application, and by Oneport
 * where arguments don't fit, break a constraint, or the caller lacks a role.
 *
 * <p>It is the client's mistake: it is logged without a stack trace.
 */
public final class EventRefused extends RuntimeException {

  /** The code if none is given. */
  public static final String REFUSED = "refused";

  /** The code of arguments that don't fit their types or break a constraint. */
  public static final String INVALID = "invalid";

  /** The code if the caller lacks a role. */
  public static final String FORBIDDEN = "forbidden";

  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient List<Violation> violations;

  /** Refuses with a message that the client is shown, and the code {@value #REFUSED}. */
  public EventRefused(String message) {
    this(REFUSED, message);
  }

  /**
   * Refuses with a message that the client is shown.
   *
   * @param code for programs: which kind of refusal it is
   */
  public EventRefused(String code, String message) {
    this(code, message, List.of(), null);
  }

  /**
   * Refuses arguments, with the code {@value #INVALID}.
   *
   * @param violations what is wrong, each shown to the client
   * @param cause not shown to anybody but the log at DEBUG; null for none
   */
  public EventRefused(List<Violation> violations, @Nullable Throwable cause) {
    this(INVALID, "invalid arguments", violations, cause);
  }

  private EventRefused(
      String code, String message, List<Violation> violations, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.code = code;
    this.violations = List.copyOf(violations);
  }

  /** For programs: which kind of refusal it is. */
  public String code() {
    return code;
  }

  /** What is wrong with the arguments; empty if that is not why. */
  public List<Violation> violations() {
    return violations;
  }

  /**
   * Something that is wrong with the arguments of an event.
   *
   * @param path where, as JavaScript would reach it from the array of the arguments: {@code
   *     [0].lines[2].text}; empty for all of them together
   * @param message what is wrong, for people
   */
  public record Violation(String path, String message) {}
}
