package dev.oneport.security;

import dev.oneport.session.Identity;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The decision about a client. One of the two is null.
 *
 * @param identity who it is, if it is let in
 * @param denial why it is not
 */
public record Admission(@Nullable Identity identity, @Nullable Denial denial) {

  private static final System.Logger LOG = System.getLogger(Admission.class.getName());

  /** Longer than keys and decisions may take. */
  private static final int PATIENCE_SECONDS = 60;

  /** Waits for a decision; for threads that may block. */
  public static Admission await(CompletionStage<Admission> decision) {
    try {
      return decision.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.WARNING, "authentication-failed: No decision who a client is", e);
    }
    return denied("refused", "connection failed");
  }

  static Admission of(Identity identity) {
    return new Admission(identity, null);
  }

  static Admission denied(String code, String message) {
    return new Admission(null, new Denial(code, message));
  }

  static Admission denied(BadToken.Reason reason) {
    return new Admission(null, Denial.of(reason));
  }

  CompletionStage<Admission> now() {
    return CompletableFuture.completedFuture(this);
  }
}
