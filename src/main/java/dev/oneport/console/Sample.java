package dev.oneport.console;

import java.util.List;

/**
 * What there was at a moment, and how much came and went since the sample before. Immutable.
 *
 * @param time milliseconds since 1970
 * @param values in the order of {@link Sampler#COLUMNS}
 */
public record Sample(long time, List<Double> values) {
  public Sample {
    values = List.copyOf(values);
  }
}
