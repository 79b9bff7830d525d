package dev.oneport.adapter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking for the past. Immutable.
 *
 * @param gap why the past can't be told; null if it is told completely
 * @param missed what came since, in order; empty if there is a gap
 * @param position from where to ask the next time, if nothing else comes; null if events are not
 *     logged
 */
public record CatchUp(@Nullable Gap gap, List<Broadcast> missed, @Nullable Cursor position) {

  /** Why somebody may have missed something. */
  public enum Gap {
    /** It did not say what it has. */
    NO_CURSOR("no_cursor"),
    /** What it said is no place in any log. */
    MALFORMED("malformed"),
    /** The server was started again since: its log is another one. */
    EPOCH("epoch"),
    /** It was too long ago: the log has dropped some of it. */
    HISTORY("history"),
    /** It is more than may wait for one client. */
    TOO_MANY("too_many");

    private final String text;

    Gap(String text) {
      this.text = text;
    }

    /** As clients are told. */
    public String text() {
      return text;
    }
  }

  public CatchUp {
    missed = List.copyOf(missed);
  }

  /** Whether nothing is missing. */
  public boolean recovered() {
    return gap == null;
  }

  /**
   * The first of the events, and the place after them: the rest is there to be asked for.
   *
   * @param events one at least, and not more than there are
   */
  public CatchUp first(int events) {
    return events == missed.size()
        ? this
        : new CatchUp(gap, missed.subList(0, events), missed.get(events - 1).cursor());
  }

  /** The same place without the past. */
  public CatchUp because(Gap why) {
    return new CatchUp(why, List.of(), position);
  }
}
