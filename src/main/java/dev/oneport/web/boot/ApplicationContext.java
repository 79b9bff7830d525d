package dev.oneport.web.boot;

import jakarta.enterprise.concurrent.ContextService;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * What a Jakarta EE server knows of the application on its own threads, taken along to ours: names
 * under {@code java:comp}, above all. So handlers may look things up on any thread, virtual ones
 * included.
 *
 * @see <a href="https://jakarta.ee/specifications/concurrency/3.0/">Jakarta Concurrency 3.0, 3.3
 *     Contextual Objects</a>
 */
final class ApplicationContext {
  private static final System.Logger LOG = System.getLogger(ApplicationContext.class.getName());
  private static final String SERVICE = "java:comp/DefaultContextService";

  private ApplicationContext() {}

  /**
   * Captures the context of the calling thread, which is the one that starts the application.
   *
   * @return runs each task at once, on its caller's thread, in that context; null on a server
   *     without Jakarta Concurrency
   */
  static @Nullable Executor capture() {
    try {
      return lookUp();
    } catch (LinkageError withoutConcurrency) {
      return null;
    }
  }

  /** The name is a constant of the specification; nothing a peer sends reaches JNDI. */
  @SuppressWarnings("BanJNDI")
  private static @Nullable Executor lookUp() {
    try {
      return InitialContext.doLookup(SERVICE) instanceof ContextService service
          ? service.currentContextExecutor()
          : null;
    } catch (NamingException | RuntimeException none) {
      LOG.log(Level.DEBUG, "no context service: {0}", none.toString());
      return null;
    }
  }
}
