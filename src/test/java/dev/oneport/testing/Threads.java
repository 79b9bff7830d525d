package dev.oneport.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** Threads that set off at the same moment. */
public final class Threads {
  private static final int PATIENCE_SECONDS = 60;

  private Threads() {}

  /** What one of the threads does. */
  @FunctionalInterface
  public interface Racer {
    /**
     * Runs.
     *
     * @param thread from 0
     */
    void run(int thread) throws Exception;
  }

  /** Runs threads at once, waits for all of them, and fails as the first of them that failed. */
  public static void race(int threads, Racer racer)
      throws InterruptedException, ExecutionException, TimeoutException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        all.add(
            pool.submit(
                () -> {
                  start.await();
                  racer.run(thread);
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get(PATIENCE_SECONDS, SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Waits for a latch, and fails if it takes too long. */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, SECONDS)) {
        throw new IllegalStateException("waited " + PATIENCE_SECONDS + " s in vain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
