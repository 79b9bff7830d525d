package dev.oneport.security;

import dev.oneport.session.Identity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The decision about a client. One of the two is null.
 *
 * @param identity who it is, if it is let in
 * @param denial why it is not
 */
public record Admission(@Nullable Identity identity, @Nullable Denial denial) {

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
