package dev.oneport.web.boot;

import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The executor of a Jakarta EE server, whose threads know the application's JNDI and security. */
final class ManagedExecutor {
  private static final String NAME = "java:comp/DefaultManagedExecutorService";

  private ManagedExecutor() {}

  /** Looks up a fixed name of the server's own; null on a server without Jakarta Concurrency. */
  @SuppressWarnings("BanJNDI")
  static @Nullable Executor find() {
    try {
      return InitialContext.doLookup(NAME) instanceof Executor executor ? executor : null;
    } catch (NamingException none) {
      return null;
    }
  }
}
