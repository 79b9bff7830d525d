package dev.oneport.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
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
  private final Executor workers;

  /** Null while it may still be answered by the servlet. Set by the thread that serves it. */
  private volatile @Nullable AsyncRequest request;

  /** Whether the servlet has written it. Of the thread that serves it. */
  private boolean written;

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
    this(workers);
    this.request = request;
  }

  /** Of a request that is not started, since it may be answered before it need be. */
  public LateAnswer(Executor workers) {
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

  /**
   * Does what was given so far; the thread that serves the request.
   *
   * @return whether it is answered by that. If not, it is to be started, and {@link #began}.
   */
  public boolean answerInService() {
    Queue<Runnable> tasks;
    synchronized (lock) {
      tasks = early;
      early = null;
    }
    if (tasks != null) {
      tasks.forEach(this::run);
    }
    return written;
  }

  /** The request was started. */
  public void began(AsyncRequest started) {
    request = started;
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
    AsyncRequest started = request;
    if (started == null) {
      written = true;
      return run(step);
    }
    started.enter();
    Throwable failure;
    try {
      failure = run(step);
    } finally {
      started.leave();
    }
    if (failure != null) {
      started.writeFailed();
    }
    return failure;
  }

  private static @Nullable Throwable run(Write step) {
    try {
      step.run();
      return null;
    } catch (IOException | RuntimeException e) {
      return e;
    }
  }

  /**
   * Ends the request.
   *
   * @return false if it was over
   */
  public boolean complete() {
    AsyncRequest started = request;
    return started == null || started.complete();
  }

  /** The container gives the request up. Nothing may be written from now on. */
  public void abandon() {
    claim();
    started().broken();
  }

  /** The container has ended the request. */
  public void over() {
    started().over();
  }

  private AsyncRequest started() {
    return Objects.requireNonNull(request, "not started");
  }
}
