package dev.oneport.adminui;

import dev.oneport.BroadcastOperator;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.WhenFull;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Those who look. What is told is made only if somebody is there to be told. Any thread.
 *
 * <p>What clients and applications say is for inspectors alone, the outline of it for all others.
 */
final class Audience {
  private static final String INSPECTORS = "inspectors";

  private final Namespace admin;
  private final Set<Socket> inspectors = ConcurrentHashMap.newKeySet();
  private final Set<Socket> others = ConcurrentHashMap.newKeySet();

  Audience(Namespace admin) {
    this.admin = admin;
  }

  /** Somebody looks from now on, until it is gone; to be called by its connection's listener. */
  void add(Socket socket, boolean mayInspect) {
    Set<Socket> kind = mayInspect ? inspectors : others;
    if (mayInspect) {
      socket.join(INSPECTORS);
    }
    kind.add(socket);
    socket.onDisconnect((reason, description) -> kind.remove(socket));
  }

  boolean isEmpty() {
    return inspectors.isEmpty() && others.isEmpty();
  }

  boolean hasInspectors() {
    return !inspectors.isEmpty();
  }

  /** Tells everybody. */
  void tell(WhenFull policy, String event, Object... arguments) {
    if (!isEmpty()) {
      admin.whenFull(policy).emit(event, arguments);
    }
  }

  /** Tells inspectors alone. */
  void tellInspectors(WhenFull policy, String event, Object... arguments) {
    if (hasInspectors()) {
      admin.in(INSPECTORS).whenFull(policy).emit(event, arguments);
    }
  }

  /**
   * Tells everybody, the inspectors more than the others.
   *
   * @param whole the arguments for inspectors
   * @param outline those for everybody else
   */
  void tell(WhenFull policy, String event, Supplier<Object[]> whole, Supplier<Object[]> outline) {
    if (hasInspectors()) {
      tellInspectors(policy, event, whole.get());
    }
    if (!others.isEmpty()) {
      BroadcastOperator rest = admin.except(INSPECTORS);
      rest.whenFull(policy).emit(event, outline.get());
    }
  }
}
