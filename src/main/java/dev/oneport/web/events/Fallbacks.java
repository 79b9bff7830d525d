package dev.oneport.web.events;

import dev.oneport.metrics.ReasonCounter;
import java.lang.System.Logger.Level;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts why clients fell back to event streams and polls from what they tried before, as they tell
 * it by {@code ?fallback=}. Any thread.
 */
final class Fallbacks {
  private static final System.Logger LOG = System.getLogger(Fallbacks.class.getName());

  private static final Pattern REASON = Pattern.compile("[a-z0-9_.:-]{1,64}");

  private final ReasonCounter counts;

  Fallbacks(ReasonCounter counts) {
    this.counts = counts;
  }

  /**
   * Counts a reason.
   *
   * @param reason null for none; what is no reason is not counted
   */
  void count(@Nullable String reason) {
    if (reason == null || !REASON.matcher(reason).matches()) {
      return;
    }
    counts.increment(reason);
    LOG.log(Level.DEBUG, "A client fell back: {0}", reason);
  }
}
