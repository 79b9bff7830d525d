package dev.oneport.socketio;

import dev.oneport.concurrent.Moment;
import dev.oneport.concurrent.SerialExecutor;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Where the application code of one socket runs, one call after the other. Any thread. */
final class HandlerLane {
  private static final System.Logger LOG = System.getLogger(HandlerLane.class.getName());

  private final SerialExecutor lane;
  private final String socketId;
  private final String namespace;

  /** Application code that may fail. */
  @FunctionalInterface
  interface Call {
    void run() throws Exception;
  }

  HandlerLane(Executor handlers, String socketId, String namespace) {
    this.lane = new SerialExecutor(handlers);
    this.socketId = socketId;
    this.namespace = namespace;
  }

  /** Runs a task in the lane, as one moment; nothing if the application is being stopped. */
  void execute(Runnable task) {
    execute(Moment.ofCall(), task);
  }

  /** The same as part of a moment that has begun already. */
  void execute(Moment moment, Runnable task) {
    try {
      lane.execute(() -> moment.run(task));
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "a handler was not run: the application is being stopped");
    }
  }

  /** Whether the calling thread runs a task of this lane, and others wait. */
  boolean hasMore() {
    return lane.hasMore();
  }

  /**
   * Calls a handler, on this thread: its exception is logged once and ends neither the lane nor the
   * socket.
   *
   * @param event what it handles
   */
  void call(String event, Call handler) {
    call(handler, failure -> logFailure(event, failure));
  }

  /**
   * The same for a handler whose exceptions are somebody's business.
   *
   * @param failed takes the exception
   */
  void call(Call handler, Consumer<Throwable> failed) {
    try {
      handler.run();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      failed.accept(e);
    }
  }

  /** Logs what a handler threw. */
  void logFailure(String event, Throwable failure) {
    HandlerFailures.log(event, socketId, namespace, failure);
  }

  /** Whose it is, for logs. */
  @Override
  public String toString() {
    return "socket " + socketId + " in " + namespace;
  }
}
