package dev.oneport.metrics;

/** What there is now, asked for when somebody wants to see it. Any thread. */
@FunctionalInterface
public interface LiveGauges {

  /** All that there is: every client is asked, once. */
  LiveCounts now();
}
