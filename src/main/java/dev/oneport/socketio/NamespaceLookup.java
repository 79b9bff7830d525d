package dev.oneport.socketio;

import dev.oneport.ConnectRefused;
import dev.oneport.NamespaceFilter;
import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks the parents, in the order registered, whether a client may make a namespace; the first that
 * allows it gets the child. Filters run on a thread of handlers, one after the other.
 */
final class NamespaceLookup {
  private static final System.Logger LOG = System.getLogger(NamespaceLookup.class.getName());

  private final String name;
  private final JsonObject auth;
  private final List<RealParentNamespace> parents;
  private final NamespaceRegistry registry;
  private final Executor handlers;
  private final Outcome outcome;

  /** Where it ends: one call, on any thread. */
  interface Outcome {

    /** There is one; it was entered, so it stays until it is left. */
    void found(RealNamespace namespace);

    /** There is none for this client. */
    void refused(ConnectRefused reason);
  }

  NamespaceLookup(
      String name,
      JsonObject auth,
      List<RealParentNamespace> parents,
      NamespaceRegistry registry,
      Executor handlers,
      Outcome outcome) {
    this.name = name;
    this.auth = auth;
    this.parents = parents;
    this.registry = registry;
    this.handlers = handlers;
    this.outcome = outcome;
  }

  /** What a client is told that asks for a namespace that there is not. */
  static ConnectRefused invalid() {
    return new ConnectRefused("Invalid namespace");
  }

  void start() {
    askLater(0);
  }

  private void askLater(int index) {
    if (index == parents.size()) {
      outcome.refused(invalid());
      return;
    }
    try {
      handlers.execute(() -> ask(index));
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "a filter was not asked: the application is being stopped");
    }
  }

  private void ask(int index) {
    RealParentNamespace parent = parents.get(index);
    Step step = new Step(index);
    try {
      parent.filter().decide(name, auth, step);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      LOG.log(
          Level.WARNING,
          "filter-failed: The filter of the parent namespace " + parent.name() + " failed",
          e);
      step.deny();
    }
  }

  private void makeChild(RealParentNamespace parent) {
    RealNamespace child;
    try {
      child = registry.enterChild(name, parent);
    } catch (ConnectRefused tooMany) {
      outcome.refused(tooMany);
      return;
    }
    outcome.found(child);
  }

  private final class Step implements NamespaceFilter.Decision {
    private final int index;
    private final AtomicBoolean done = new AtomicBoolean();

    Step(int index) {
      this.index = index;
    }

    @Override
    public void allow() {
      if (done.compareAndSet(false, true)) {
        makeChild(parents.get(index));
      }
    }

    @Override
    public void deny() {
      if (done.compareAndSet(false, true)) {
        askLater(index + 1);
      }
    }
  }
}
