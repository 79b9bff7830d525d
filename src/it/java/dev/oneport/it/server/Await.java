package dev.oneport.it.server;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for what the outside world does, with a deadline. */
public final class Await {

  /** How long any single thing may take before a test fails. */
  public static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final long STEP_MILLIS = 50;

  private Await() {}

  /** A condition that looks at another process or the network. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it holds now; an exception counts as not yet. */
    boolean holds() throws Exception;
  }

  /** Waits at most {@link #DEADLINE}. */
  public static void until(String what, Condition condition) {
    until(what, DEADLINE, condition, () -> "");
  }

  /**
   * Returns once the condition holds.
   *
   * @param details added to the message of the failure, asked for only then
   * @throws AssertionError after the deadline
   */
  public static void until(
      String what, Duration deadline, Condition condition, Supplier<String> details) {
    long end = System.nanoTime() + deadline.toNanos();
    @Nullable Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.holds()) {
          return;
        }
        last = null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for: " + what, e);
      } catch (Exception e) {
        last = e;
      }
      pause();
    }
    throw new AssertionError("not within " + deadline + ": " + what + details.get(), last);
  }

  private static void pause() {
    try {
      Thread.sleep(STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
