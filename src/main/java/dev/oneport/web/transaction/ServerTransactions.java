package dev.oneport.web.transaction;

import dev.oneport.socketio.Transactions;
import java.lang.System.Logger.Level;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The transactions of the server that the application runs on. */
public final class ServerTransactions {
  private static final System.Logger LOG = System.getLogger(ServerTransactions.class.getName());
  private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

  private ServerTransactions() {}

  /**
   * Looks for them; to be called on the thread that starts the application.
   *
   * @return those of JTA; on a server without it, some that nobody can be in
   * @see <a href="https://jakarta.ee/specifications/platform/10/">Jakarta EE Platform 10, 5.12
   *     TransactionSynchronizationRegistry References</a>
   */
  public static Transactions find() {
    Object registry = lookUp();
    if (registry != null) {
      try {
        return JtaTransactions.of(registry);
      } catch (LinkageError withoutTheApi) {
        LOG.log(Level.DEBUG, "no JTA: {0}", withoutTheApi.toString());
      }
    }
    return action -> {
      throw new IllegalStateException(
          "afterCommit() needs JTA, which this server does not have: emit without it, once your own"
              + " transaction has committed");
    };
  }

  /** The name is a constant of the specification; nothing a peer sends reaches JNDI. */
  @SuppressWarnings("BanJNDI")
  private static @Nullable Object lookUp() {
    try {
      return InitialContext.doLookup(REGISTRY);
    } catch (NamingException | RuntimeException | LinkageError none) {
      LOG.log(Level.DEBUG, "no JTA: {0}", none.toString());
      return null;
    }
  }
}
