package dev.oneport;

import jakarta.json.JsonObject;
import java.util.function.BiPredicate;

/**
 * Decides which namespaces clients may bring into being by connecting to them.
 *
 * @see SocketIoServer#of(NamespaceFilter)
 * @see <a href="https://socket.io/docs/v4/namespaces/#dynamic-namespaces">Socket.IO, Dynamic
 *     namespaces</a>
 */
@FunctionalInterface
public interface NamespaceFilter {

  /**
   * Looks at a name that no namespace has yet. Called on a thread that runs handlers, so it may
   * block. It must end with one call of the decision, now or later and from any thread: until then
   * the client waits, at most as long as {@code oneport.connectTimeout}.
   *
   * @param name what the client wants to connect to, beginning with a slash
   * @param auth what the client passed as {@code auth}; empty if nothing
   * @throws Exception is logged, and the same as denying
   */
  void decide(String name, JsonObject auth, Decision decision) throws Exception;

  /** A filter that decides at once. */
  static NamespaceFilter when(BiPredicate<String, JsonObject> allowed) {
    return (name, auth, decision) -> {
      if (allowed.test(name, auth)) {
        decision.allow();
      } else {
        decision.deny();
      }
    };
  }

  /** What comes after a filter. Only the first call counts. */
  interface Decision {

    /** The namespace is made, as a child of this filter's parent. */
    void allow();

    /**
     * The next filter is asked; if none allows it, the client is told {@code Invalid namespace}.
     */
    void deny();
  }
}
