package dev.oneport.web;

import dev.oneport.security.Denial;
import java.util.concurrent.TimeUnit;

/** A request that the gate does not let in. */
public final class EntryDenied extends Exception {
  private static final long serialVersionUID = 1L;

  /** The code of requests that come too often. */
  public static final String RATE_LIMITED = "rate_limited";

  private final Kind kind;
  private final transient Denial denial;
  private final int retrySeconds;

  /** What speaks against it. */
  public enum Kind {
    /** The page that sent it is of another origin. */
    FOREIGN_ORIGIN(403),
    /** There are too many of its address or its user. */
    TOO_OFTEN(429),
    /** Who sent it is not known, or not wanted. */
    NOT_LET_IN(401);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** The status of HTTP. */
    public int status() {
      return status;
    }
  }

  EntryDenied(Denial denial) {
    this(Kind.NOT_LET_IN, denial, 0);
  }

  private EntryDenied(Kind kind, Denial denial, int retrySeconds) {
    super(denial.message(), null, false, false);
    this.kind = kind;
    this.denial = denial;
    this.retrySeconds = retrySeconds;
  }

  static EntryDenied foreignOrigin() {
    return new EntryDenied(
        Kind.FOREIGN_ORIGIN, new Denial("foreign_origin", "pages of that origin may not"), 0);
  }

  static EntryDenied tooOften(long waitNanos) {
    int seconds = 1 + (int) TimeUnit.NANOSECONDS.toSeconds(waitNanos - 1);
    return new EntryDenied(
        Kind.TOO_OFTEN,
        new Denial(RATE_LIMITED, "too many requests: try again in " + seconds + " s"),
        seconds);
  }

  /** What speaks against it. */
  public Kind kind() {
    return kind;
  }

  /** Why. */
  public Denial denial() {
    return denial;
  }

  /** When to try again, in seconds; 0 where that does not help. */
  public int retrySeconds() {
    return retrySeconds;
  }

  /** What is wrong, for an answer of a protocol that has no words of its own for it. */
  public Problem problem() {
    return switch (kind) {
      case FOREIGN_ORIGIN ->
          new Problem(
              kind.status(),
              "foreign-origin",
              "Pages of that origin may not connect",
              "Add the origin to oneport.cors.origins if it is to.");
      case TOO_OFTEN -> Problem.tooOften("oneport.limits.connections.*");
      case NOT_LET_IN ->
          new Problem(
              kind.status(),
              denial.code().replace('_', '-'),
              "This client is not let in",
              "Because " + denial.message() + ". See oneport.auth.* for who is.");
    };
  }

  /** The header {@code WWW-Authenticate} of the answer: RFC 6750, 3. */
  public String challenge() {
    return denial.code().startsWith("token_")
        ? "Bearer realm=\"oneport\", error=\"invalid_token\", error_description=\""
            + denial.message()
            + "\""
        : "Bearer realm=\"oneport\"";
  }
}
