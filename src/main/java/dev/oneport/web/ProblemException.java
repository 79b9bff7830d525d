package dev.oneport.web;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final int retrySeconds;

  /** With what is answered. */
  public ProblemException(Problem problem) {
    this(problem, 0);
  }

  /**
   * With what is answered, and when to try again.
   *
   * @param retrySeconds 0 where that does not help
   */
  public ProblemException(Problem problem, int retrySeconds) {
    super(problem.title(), null, false, false);
    this.problem = problem;
    this.retrySeconds = retrySeconds;
  }

  /** When to try again, in seconds; 0 where that does not help. */
  public int retrySeconds() {
    return retrySeconds;
  }

  /** What is answered. */
  public Problem problem() {
    return problem;
  }
}
