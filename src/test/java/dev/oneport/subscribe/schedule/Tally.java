package dev.oneport.subscribe.schedule;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened in a schedule: a test in which nothing does proves nothing.
 *
 * @param happened how often
 * @param gaps how often a listener was told that it could not be told the past, by reason
 */
record Tally(Map<What, Integer> happened, Map<String, Integer> gaps) {

  /** What may happen. */
  enum What {
    EVENT_ON_STREAM,
    EVENT_ON_WEB_SOCKET,
    EVENT_IN_POLL,
    EVENT_ON_SOCKET,
    RECOVERED_WITH_EVENTS,
    SOCKET_RECOVERED,
    SOCKET_REFUSED,
    CUT,
    CUT_UNNOTICED,
    TOO_SLOW,
    RESTART
  }

  /** Nothing has happened. */
  Tally() {
    this(new EnumMap<>(What.class), new TreeMap<>());
  }

  void count(What what) {
    happened.merge(what, 1, Integer::sum);
  }

  void gap(String reason) {
    gaps.merge(reason, 1, Integer::sum);
  }

  void add(Tally other) {
    other.happened.forEach((what, times) -> happened.merge(what, times, Integer::sum));
    other.gaps.forEach((reason, times) -> gaps.merge(reason, times, Integer::sum));
  }
}
