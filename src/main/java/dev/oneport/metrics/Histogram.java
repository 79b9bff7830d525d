package dev.oneport.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How often something took how long, by steps that are fixed: so that those of several servers can
 * be added up. Any thread.
 */
public final class Histogram {
  private final long[] boundsNanos;

  /** One more than there are bounds: the last is for what takes longer than all of them. */
  private final LongAdder[] counts;

  private final LongAdder sumNanos = new LongAdder();

  /**
   * What was recorded.
   *
   * @param buckets rising; the last is without bound
   * @param sumSeconds of all that was recorded
   */
  public record Snapshot(List<Bucket> buckets, double sumSeconds) {

    /** How many there were. */
    public long count() {
      return buckets.get(buckets.size() - 1).count();
    }

    /** What was recorded after another snapshot of the same histogram. */
    public Snapshot since(Snapshot before) {
      List<Bucket> later = new ArrayList<>();
      for (int i = 0; i < buckets.size(); i++) {
        Bucket now = buckets.get(i);
        later.add(new Bucket(now.boundSeconds(), now.count() - before.buckets().get(i).count()));
      }
      return new Snapshot(List.copyOf(later), sumSeconds - before.sumSeconds());
    }

    /** A bound that so many per cent did not exceed; 0 if there were none. */
    public double percentileSeconds(int percent) {
      for (Bucket bucket : buckets) {
        if (bucket.count() * 100 >= count() * (long) percent) {
          return count() == 0 ? 0 : bucket.boundSeconds();
        }
      }
      throw new IllegalArgumentException(percent + " is no percentage");
    }
  }

  /**
   * How many took no longer than a bound.
   *
   * @param boundSeconds infinite for the last
   * @param count those of the buckets before included
   */
  public record Bucket(double boundSeconds, long count) {}

  /** With bounds in microseconds, rising. */
  Histogram(long... boundsMicros) {
    boundsNanos = LongStream.of(boundsMicros).map(TimeUnit.MICROSECONDS::toNanos).toArray();
    counts =
        Stream.generate(LongAdder::new).limit(boundsNanos.length + 1L).toArray(LongAdder[]::new);
  }

  /** It took so long. */
  public void record(long nanos) {
    int i = 0;
    while (i < boundsNanos.length && nanos > boundsNanos[i]) {
      i++;
    }
    counts[i].increment();
    sumNanos.add(nanos);
  }

  /** What was recorded so far. */
  public Snapshot snapshot() {
    double sum = sumNanos.sum() / 1e9;
    List<Bucket> buckets = new ArrayList<>();
    long count = 0;
    for (int i = 0; i < counts.length; i++) {
      count += counts[i].sum();
      double bound = i < boundsNanos.length ? boundsNanos[i] / 1e9 : Double.POSITIVE_INFINITY;
      buckets.add(new Bucket(bound, count));
    }
    return new Snapshot(List.copyOf(buckets), sum);
  }
}
