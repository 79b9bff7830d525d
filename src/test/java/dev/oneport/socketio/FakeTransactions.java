package dev.oneport.socketio;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** At most one transaction at a time, the same for all threads. */
public final class FakeTransactions implements Transactions {
  private @Nullable List<Action> waiting;

  /** None is active. */
  public FakeTransactions() {}

  /** Begins one. */
  public void begin() {
    waiting = new ArrayList<>();
  }

  /** Ends it well. */
  public void commit() {
    end().forEach(Action::committed);
  }

  /** Ends it badly. */
  public void rollBack() {
    end().forEach(Action::rolledBack);
  }

  private List<Action> end() {
    List<Action> actions = waiting == null ? List.of() : waiting;
    waiting = null;
    return actions;
  }

  @Override
  public void await(Action action) {
    if (waiting == null) {
      throw new IllegalStateException("no transaction");
    }
    waiting.add(action);
  }
}
