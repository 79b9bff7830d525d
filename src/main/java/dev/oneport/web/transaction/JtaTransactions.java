package dev.oneport.web.transaction;

import dev.oneport.socketio.Transactions;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Transactions of JTA. One synchronization is registered with each, at the first action that waits:
 * the order among several is the server's secret.
 *
 * @see <a href="https://jakarta.ee/specifications/transactions/2.0/">Jakarta Transactions 2.0, 3.10
 *     Transaction Synchronization Registry</a>
 */
final class JtaTransactions implements Transactions {
  private static final System.Logger LOG = System.getLogger(JtaTransactions.class.getName());

  private final TransactionSynchronizationRegistry registry;

  JtaTransactions(TransactionSynchronizationRegistry registry) {
    this.registry = registry;
  }

  /** Of what JNDI has. */
  static Transactions of(Object registry) {
    return new JtaTransactions((TransactionSynchronizationRegistry) registry);
  }

  @Override
  public void await(Action action) {
    switch (registry.getTransactionStatus()) {
      case Status.STATUS_ACTIVE, Status.STATUS_PREPARING -> actions().add(action);
      case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK -> action.rolledBack();
      default ->
          throw new IllegalStateException(
              "afterCommit() needs an active JTA transaction on the calling thread, and there is"
                  + " none: call it in a method with @Transactional, or emit without it");
    }
  }

  /** Those of this application that wait for the thread's transaction. */
  private Waiting actions() {
    if (registry.getResource(this) instanceof Waiting waiting) {
      return waiting;
    }
    Waiting waiting = new Waiting();
    registry.registerInterposedSynchronization(waiting);
    registry.putResource(this, waiting);
    return waiting;
  }

  private static final class Waiting implements Synchronization {
    /** A transaction may be passed from thread to thread. */
    private final List<Action> actions = new CopyOnWriteArrayList<>();

    void add(Action action) {
      actions.add(action);
    }

    @Override
    public void beforeCompletion() {
      // Whether it commits is not known yet.
    }

    @Override
    public void afterCompletion(int status) {
      for (Action action : actions) {
        try {
          if (status == Status.STATUS_COMMITTED) {
            action.committed();
          } else {
            action.rolledBack();
          }
        } catch (RuntimeException | LinkageError | AssertionError e) {
          LOG.log(
              Level.WARNING,
              "after-commit-failed: what waited for the end of a transaction failed",
              e);
        }
      }
    }
  }
}
