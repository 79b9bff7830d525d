package dev.oneport.socketio;

import dev.oneport.ConnectRefused;
import dev.oneport.Middleware;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Leads one socket through the middleware of its namespace, one after the other, each when the one
 * before let it proceed, then through the shared connect handlers. All of it in the socket's
 * handler lane.
 */
final class Connecting {
  private static final System.Logger LOG = System.getLogger(Connecting.class.getName());

  /** What a client is told when a middleware failed for a reason that is not its business. */
  private static final String INTERNAL = "connection failed";

  private final RealSocket socket;
  private final List<Middleware> middlewares;
  private final List<NamespaceHandlers> handlers;
  private final Outcome outcome;

  /** Where it ends. */
  @FunctionalInterface
  interface Outcome {
    /**
     * Called once.
     *
     * @param refusal null if the socket may connect
     */
    void decided(@Nullable ConnectRefused refusal);
  }

  Connecting(
      RealSocket socket,
      List<Middleware> middlewares,
      List<NamespaceHandlers> handlers,
      Outcome outcome) {
    this.socket = socket;
    this.middlewares = middlewares;
    this.handlers = handlers;
    this.outcome = outcome;
  }

  void start() {
    socket.lane().execute(() -> run(0));
  }

  private void run(int index) {
    if (index == middlewares.size()) {
      runHandlers();
      return;
    }
    Step step = new Step(index);
    try {
      middlewares.get(index).handle(socket, step);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      step.refuse(refusalFor(e));
    }
  }

  private void runHandlers() {
    ConnectRefused refusal = null;
    try {
      for (NamespaceHandlers each : handlers) {
        each.onConnect(socket);
      }
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      refusal = refusalFor(e);
    }
    outcome.decided(refusal);
  }

  private ConnectRefused refusalFor(Throwable failure) {
    if (failure instanceof ConnectRefused refused) {
      return refused;
    }
    LOG.log(
        Level.WARNING,
        "connect-handler-failed: A connect handler of namespace "
            + socket.namespace().name()
            + " failed",
        failure);
    return new ConnectRefused(INTERNAL);
  }

  private final class Step implements Middleware.Next {
    private final int index;
    private final AtomicBoolean done = new AtomicBoolean();

    Step(int index) {
      this.index = index;
    }

    @Override
    public void proceed() {
      if (done.compareAndSet(false, true)) {
        socket.lane().execute(() -> run(index + 1));
      }
    }

    @Override
    public void refuse(ConnectRefused reason) {
      if (done.compareAndSet(false, true)) {
        outcome.decided(reason);
      }
    }
  }
}
