package dev.oneport.web.publish;

import dev.oneport.publish.Repeats;
import dev.oneport.web.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that come again with what was answered before. Stateless.
 *
 * @see <a
 *     href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">Idempotency-Key</a>
 */
final class Once {
  static final String HEADER = "Idempotency-Key";
  static final int MAX_KEY_LENGTH = 255;

  private Once() {}

  /**
   * Answers a request with a header, once for each value of it; without it, anew.
   *
   * @param scope what kind of request it is
   * @param header null if it has none
   * @throws ProblemException if the key is in use, or is none, or as the work throws it
   */
  static String answer(
      Access access, String scope, @Nullable String header, Body body, Supplier<String> work) {
    if (header == null) {
      return work.get();
    }
    if (!isKey(header)) {
      throw new ProblemException(Problems.badIdempotencyKey(MAX_KEY_LENGTH));
    }
    Repeats.Key key = new Repeats.Key(access.publisher().name(), scope, header);
    return answer(access, key, body.fingerprint(), work);
  }

  /** Answers a request with a key, once for each key. */
  static String answer(Access access, Repeats.Key key, byte[] fingerprint, Supplier<String> work) {
    try {
      return access.deployment().repeats().answer(key, fingerprint, work);
    } catch (Repeats.RefusedException e) {
      throw new ProblemException(
          switch (e.refusal()) {
            case IN_PROGRESS -> Problems.keyInProgress();
            case OTHER_REQUEST -> Problems.keyOfAnother();
          });
    }
  }

  private static boolean isKey(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_KEY_LENGTH
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }
}
