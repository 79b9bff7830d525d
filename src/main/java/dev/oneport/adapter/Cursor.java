package dev.oneport.adapter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the event log of a namespace: just after the event with that offset. Whoever has
 * received all that was for it up to there asks for what came since. As text {@code epoch-offset},
 * which is what clients of all transports keep and send back.
 *
 * @param epoch of the log, anew for each start of it: offsets of another epoch mean nothing
 * @param offset of the event; 0 is the place before the first
 */
public record Cursor(String epoch, long offset) {
  static final int EPOCH_LENGTH = 10;

  /** Without leading zeros, so that each place has one text only; 18 digits fit into a long. */
  private static final Pattern TEXT =
      Pattern.compile("([0-9a-z]{" + EPOCH_LENGTH + "})-(0|[1-9][0-9]{0,17})");

  /**
   * Reads what a client sent.
   *
   * @return null if it is no cursor
   */
  public static @Nullable Cursor parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? new Cursor(matcher.group(1), Long.parseLong(matcher.group(2)))
        : null;
  }

  /** The text that {@link #parse} reads: ASCII without anything that JSON would escape. */
  @Override
  public String toString() {
    return epoch + "-" + offset;
  }
}
