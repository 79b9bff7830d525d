package dev.oneport.publish;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * By what a request shows who sends it. For use while the request lasts.
 *
 * @param bearer what follows {@code Bearer} in its Authorization header; null if there is none
 * @param user the name of the user that the server has authenticated; null if nobody
 * @param roles whether that user has a role
 */
public record Credentials(@Nullable String bearer, @Nullable String user, Predicate<String> roles) {

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
