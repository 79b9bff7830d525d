package dev.oneport.web.events;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts why clients fell back to event streams and polls from what they tried before, as they tell
 * it by {@code ?fallback=}. Any thread.
 */
public final class Fallbacks {
  private static final System.Logger LOG = System.getLogger(Fallbacks.class.getName());

  /** Clients choose the reasons: those that come later than so many are counted as one. */
  static final int MAX_REASONS = 100;

  private static final String OTHERS = "others";
  private static final Pattern REASON = Pattern.compile("[a-z0-9_.:-]{1,64}");

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * Counts a reason.
   *
   * @param reason null for none; what is no reason is not counted
   */
  void count(@Nullable String reason) {
    if (reason == null || !REASON.matcher(reason).matches()) {
      return;
    }
    boolean full = counts.size() >= MAX_REASONS && !counts.containsKey(reason);
    counts.computeIfAbsent(full ? OTHERS : reason, any -> new LongAdder()).increment();
    LOG.log(Level.DEBUG, "A client fell back: {0}", reason);
  }

  /** How often each reason was given since the start; a snapshot. */
  public Map<String, Long> counts() {
    Map<String, Long> snapshot = new TreeMap<>();
    counts.forEach((reason, count) -> snapshot.put(reason, count.sum()));
    return snapshot;
  }
}
