package dev.oneport.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
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

  /** What came while the servlet worked; null if nothing did. */
  @GuardedBy("lock")
  private @Nullable Queue<Runnable> early;

  /** Who runs what was given; null if nobody does. */
  private volatile @Nullable Thread answering;

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

  /**
   * Answers, once the servlet has done with the request; by who has claimed that. At once within
   * what was given before.
   */
  public void give(Runnable answer) {
    if (answering == Thread.currentThread()) {
      answer.run();
      return;
    }
    synchronized (lock) {
      if (inService) {
        early = early == null ? new ArrayDeque<>() : early;
        early.add(answer);
        return;
      }
    }
    try {
      workers.execute(() -> run(answer));
    } catch (RejectedExecutionException stopping) {
      run(answer);
    }
  }

  private void run(Runnable given) {
    answering = Thread.currentThread();
    try {
      given.run();
    } finally {
      answering = null;
    }
  }

  /** The servlet is about to return: the last thing it does with the request. */
  public void endService() {
    Queue<Runnable> tasks;
    synchronized (lock) {
      inService = false;
      tasks = early;
      early = null;
    }
    if (tasks != null) {
      tasks.forEach(this::run);
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
