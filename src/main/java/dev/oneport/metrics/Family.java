package dev.oneport.metrics;

import java.util.List;

/**
 * One metric with its samples, as they are at one moment. Immutable.
 *
 * @param name without the suffixes of samples
 * @param unit at the end of the name as well; empty for none
 * @param help one sentence
 */
public record Family(String name, Type type, String unit, String help, List<Sample> samples) {

  /** What the numbers mean. */
  public enum Type {
    /** Rises only. */
    COUNTER,
    /** Rises and falls. */
    GAUGE,
    /** Counts by steps, their count and their sum. */
    HISTOGRAM,
    /** A one that carries labels. */
    INFO
  }

  /**
   * A number.
   *
   * @param suffix to the name
   * @param label empty for none
   * @param labelValue what the label says; any text
   * @param value whole, or a double
   */
  public record Sample(String suffix, String label, String labelValue, Number value) {}

  public Family {
    samples = List.copyOf(samples);
  }
}
