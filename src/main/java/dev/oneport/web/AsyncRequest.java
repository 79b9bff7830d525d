package dev.oneport.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.concurrent.Timers;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a request that is answered asynchronously. It comes once: from us, or from the
 * container where the connection breaks, and never while a thread of ours is still in the
 * container's code for it. When a write fails Tomcat ends the request at once, on another thread,
 * and may serve another client with the same objects; the first thread would then note the failure
 * in what is somebody else's by now. Any thread.
 */
public final class AsyncRequest {
  /** How long a container is given to end a request by itself whose client is gone. */
  private static final int CONTAINER_MILLIS = 2_000;

  /** Never. */
  private static final long TOMCAT_TIMEOUT_MILLIS = TimeUnit.DAYS.toMillis(3_650);

  /** It takes no longer than a write that does not block: never, lest something else is wrong. */
  private static final int MAX_WAITS = 10;

  private final AsyncContext context;
  private final Executor workers;
  private final Timers timers;
  private final Object lock = new Object();

  /** Whether it has been completed, by us or by the container. */
  @GuardedBy("lock")
  private boolean completed;

  /** Who is in the container's code because of a call of ours; null if nobody. */
  @GuardedBy("lock")
  private @Nullable Thread inside;

  /**
   * Lets a request be answered later, however much later. No container is to end it for us, but
   * Tomcat does so once the application begins to stop, before the client has had its last word,
   * unless the request has some timeout.
   */
  public static AsyncContext start(HttpServletRequest request, HttpServletResponse response) {
    String server = request.getServletContext().getServerInfo();
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(server.startsWith("Apache Tomcat") ? TOMCAT_TIMEOUT_MILLIS : 0);
    return context;
  }

  /**
   * Whether the container, when it is told that the request ends, lets a thread wait for the rest
   * of its body: Undertow does, as long as that takes.
   */
  static boolean endWaitsForBody(AsyncContext context) {
    return context.getClass().getName().startsWith("io.undertow.");
  }

  /**
   * A request that was just started.
   *
   * @param workers end it where it is not known how long that takes: a container may write out what
   *     it has buffered meanwhile, for as long as its own timeout allows
   */
  public AsyncRequest(AsyncContext context, Executor workers, Timers timers) {
    this.context = context;
    this.workers = workers;
    this.timers = timers;
  }

  /**
   * This thread goes into the container's code: one at a time. To be followed by {@link #leave}.
   */
  public void enter() {
    synchronized (lock) {
      inside = Thread.currentThread();
    }
  }

  /** It has come out. */
  public void leave() {
    synchronized (lock) {
      inside = null;
      lock.notifyAll();
    }
  }

  /**
   * Ends it here.
   *
   * @return false if it was over
   */
  public boolean complete() {
    synchronized (lock) {
      if (completed) {
        return false;
      }
      completed = true;
    }
    try {
      context.complete();
      return true;
    } catch (RuntimeException endedByContainer) {
      return false;
    }
  }

  /** Ends it on a worker. */
  public void completeOnWorker() {
    try {
      workers.execute(this::complete);
    } catch (RejectedExecutionException stopping) {
      complete();
    }
  }

  /**
   * A write has failed: the container ends the request next, and tells {@link #broken} in the midst
   * of that; one that is completed before is served to somebody else before it has ended here.
   * Where the container leaves it to us, as Undertow does, it ends a little later.
   */
  public void writeFailed() {
    timers.schedule(CONTAINER_MILLIS, this::completeOnWorker);
  }

  /** The container ends it, unless it is completed when this returns. */
  public void broken() {
    awaitOutside();
    complete();
  }

  /** The container has ended it, for whatever reason. */
  public void over() {
    synchronized (lock) {
      completed = true;
    }
  }

  /** Lets a thread of ours come out of the container before the container goes on. */
  public void awaitOutside() {
    boolean interrupted = false;
    synchronized (lock) {
      for (int i = 0; i < MAX_WAITS && inside != null && inside != Thread.currentThread(); i++) {
        try {
          lock.wait(CONTAINER_MILLIS / MAX_WAITS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
