package dev.oneport.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one answer to a request that waits for it. One that is there at once is written by the thread
 * that brought the request; a later one by a worker, since a servlet's output may block on a slow
 * client. Any thread.
 */
public final class LateAnswer {
  private final AsyncRequest request;
  private final Executor workers;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final Object lock = new Object();

  /** Whether the servlet still works on the request: ending it meanwhile upsets some containers. */
  @GuardedBy("lock")
  private boolean inService = true;

  /** The answer that came while the servlet worked; null if none did. */
  @GuardedBy("lock")
  private @Nullable Runnable early;

  /** Writes an answer. */
  @FunctionalInterface
  public interface Write {
    /** Goes into the container's code, and may block on the client. */
    void run() throws IOException;
  }

  /** Of a request that was just started. */
  public LateAnswer(AsyncRequest request, Executor workers) {
    this.request = request;
    this.workers = workers;
  }

  /** Whether the caller is the one to answer: the first who asks. */
  public boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /** Whether somebody answers, or nobody any more. */
  public boolean isClaimed() {
    return claimed.get();
  }

  /** Answers, once the servlet has done with the request; by who has claimed that. */
  public void give(Runnable answer) {
    synchronized (lock) {
      if (inService) {
        early = answer;
        return;
      }
    }
    try {
      workers.execute(answer);
    } catch (RejectedExecutionException stopping) {
      answer.run();
    }
  }

  /** The servlet is about to return: the last thing it does with the request. */
  public void endService() {
    Runnable task;
    synchronized (lock) {
      inService = false;
      task = early;
    }
    if (task != null) {
      task.run();
    }
  }

  /**
   * Runs the container's code, within what was {@link #give given}.
   *
   * @return what went wrong, if anything did, after seeing to the end
   */
  public @Nullable Throwable write(Write step) {
    Throwable failure = null;
    request.enter();
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      request.leave();
    }
    if (failure != null) {
      request.writeFailed();
    }
    return failure;
  }

  /**
   * Ends the request.
   *
   * @return false if it was over
   */
  public boolean complete() {
    return request.complete();
  }

  /** The container gives the request up. Nothing may be written from now on. */
  public void abandon() {
    claim();
    request.broken();
  }

  /** The container has ended the request. */
  public void over() {
    request.over();
  }
}
