package dev.oneport.console;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.metrics.Metrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last samples, at even intervals: a fixed number of them. Written by one thread at a time,
 * read by any.
 */
final class Window {
  private final int size;
  private final Sampler sampler;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Deque<Sample> samples = new ArrayDeque<>();

  Window(int size, Metrics metrics) {
    this.size = size;
    this.sampler = new Sampler(metrics);
  }

  /** Adds what there is now; the oldest goes if there are too many. */
  void add(long timeMillis) {
    Sample sample = sampler.sample(timeMillis);
    synchronized (lock) {
      if (samples.size() == size) {
        samples.removeFirst();
      }
      samples.addLast(sample);
    }
  }

  /** Those later than a time, the oldest first. */
  List<Sample> since(long timeMillis) {
    List<Sample> later = new ArrayList<>();
    synchronized (lock) {
      for (Sample sample : samples) {
        if (sample.time() > timeMillis) {
          later.add(sample);
        }
      }
    }
    return later;
  }
}
