package dev.oneport.web.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.oneport.socketio.Transactions;
import dev.oneport.testing.ExpectedLog;
import dev.oneport.testing.HidingClassLoader;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerTransactionsTest {
  private final Registry registry = new Registry();
  private final Transactions transactions = new JtaTransactions(registry);
  private final List<String> log = new ArrayList<>();

  /** The registry of a server, with one transaction. */
  private static final class Registry implements TransactionSynchronizationRegistry {
    int status = Status.STATUS_ACTIVE;
    final List<Synchronization> synchronizations = new ArrayList<>();
    final Map<Object, Object> resources = new HashMap<>();

    @Override
    public Object getTransactionKey() {
      return this;
    }

    @Override
    public void putResource(Object key, Object value) {
      resources.put(key, value);
    }

    @Override
    public @Nullable Object getResource(Object key) {
      return resources.get(key);
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
      synchronizations.add(synchronization);
    }

    @Override
    public int getTransactionStatus() {
      return status;
    }

    @Override
    public void setRollbackOnly() {
      status = Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public boolean getRollbackOnly() {
      return status == Status.STATUS_MARKED_ROLLBACK;
    }

    void end(int with) {
      synchronizations.forEach(Synchronization::beforeCompletion);
      synchronizations.forEach(each -> each.afterCompletion(with));
    }
  }

  private Transactions.Action action(String name) {
    return new Transactions.Action() {
      @Override
      public void committed() {
        log.add(name + " committed");
        if (name.equals("bad")) {
          throw new IllegalStateException("as a test");
        }
      }

      @Override
      public void rolledBack() {
        log.add(name + " rolled back");
      }
    };
  }

  @Test
  void oneSynchronizationKeepsTheOrderAndOneFailureHarmsNoOther() {
    transactions.await(action("a"));
    transactions.await(action("bad"));
    transactions.await(action("c"));
    assertThat(registry.synchronizations).hasSize(1);

    try (ExpectedLog logged = ExpectedLog.of(JtaTransactions.class.getName())) {
      registry.end(Status.STATUS_COMMITTED);

      assertThat(logged.take())
          .containsExactly(
              "WARNING after-commit-failed: what waited for the end of a transaction failed");
    }
    assertThat(log).containsExactly("a committed", "bad committed", "c committed");
  }

  @Test
  void rollbackAndDoubtAreNoCommit() {
    transactions.await(action("a"));

    registry.end(Status.STATUS_UNKNOWN);

    assertThat(log).containsExactly("a rolled back");
  }

  @Test
  void transactionThatWillRollBackTakesNothing() {
    registry.setRollbackOnly();

    transactions.await(action("a"));

    assertThat(registry.synchronizations).isEmpty();
    assertThat(log).containsExactly("a rolled back");
  }

  @Test
  void withoutTransactionItSaysWhatToDo() {
    for (int status : new int[] {Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED}) {
      registry.status = status;
      assertThatIllegalStateException()
          .isThrownBy(() -> transactions.await(action("a")))
          .withMessage(
              "afterCommit() needs an active JTA transaction on the calling thread, and there is"
                  + " none: call it in a method with @Transactional, or emit without it");
    }
  }

  @Test
  void withoutTheApiNothingFails() throws Exception {
    Class<?> transactions =
        new HidingClassLoader("jakarta.transaction.").loadClass(ServerTransactions.class.getName());

    assertThat(transactions.getMethod("find").invoke(null)).isNotNull();
  }

  @Test
  void withoutJtaItSaysWhatToDo() {
    Transactions none = ServerTransactions.find();

    assertThatIllegalStateException()
        .isThrownBy(() -> none.await(action("a")))
        .withMessage(
            "afterCommit() needs JTA, which this server does not have: emit without it, once your"
                + " own transaction has committed");
  }
}
