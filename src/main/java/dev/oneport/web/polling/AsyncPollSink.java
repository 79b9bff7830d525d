package dev.oneport.web.polling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.engineio.SendCallback;
import dev.oneport.engineio.transport.PollPayload;
import dev.oneport.engineio.transport.PollSink;
import dev.oneport.web.AsyncRequest;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A GET that waits. An answer that is there at once is written by the thread that brought the GET;
 * a later one by a worker, since a servlet's output may block on a slow client.
 */
final class AsyncPollSink implements PollSink {
  private final AsyncRequest request;
  private final PollingAnswer polling;
  private final Executor workers;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final Object lock = new Object();

  /** Whether the servlet still works on the request: ending it meanwhile upsets some containers. */
  @GuardedBy("lock")
  private boolean inService = true;

  /** The answer that came while the servlet worked; null if none did. */
  @GuardedBy("lock")
  private @Nullable Runnable early;

  AsyncPollSink(AsyncRequest request, PollingAnswer polling, Executor workers) {
    this.request = request;
    this.polling = polling;
    this.workers = workers;
  }

  @Override
  public void answer(PollPayload payload, SendCallback done) {
    if (answered.compareAndSet(false, true)) {
      run(() -> write(payload, done));
    } else {
      done.done(new IOException("answered already"));
    }
  }

  @Override
  public void refuse(int status) {
    if (answered.compareAndSet(false, true)) {
      run(() -> writeStatus(status));
    }
  }

  /** The container gives the request up. Nothing may be written from now on. */
  void abandon() {
    answered.set(true);
    request.broken();
  }

  /** The container has ended the request. */
  void over() {
    request.over();
  }

  /** The servlet is about to return: the last thing it does with the request. */
  void endService() {
    Runnable task;
    synchronized (lock) {
      inService = false;
      task = early;
    }
    if (task != null) {
      task.run();
    }
  }

  private void run(Runnable answer) {
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

  private void write(PollPayload payload, SendCallback done) {
    Throwable failure = touch(() -> polling.payload(payload));
    if (failure == null && !request.complete()) {
      failure = new IOException("the request is over");
    }
    done.done(failure);
  }

  private void writeStatus(int status) {
    if (touch(() -> polling.refuse(status)) == null) {
      request.complete();
    }
  }

  private interface Touch {
    void run() throws IOException;
  }

  /** Runs the container's code; what went wrong, if anything did, after seeing to the end. */
  private @Nullable Throwable touch(Touch step) {
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
}
