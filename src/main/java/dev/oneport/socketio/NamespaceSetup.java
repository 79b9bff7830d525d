package dev.oneport.socketio;

import dev.oneport.Middleware;
import dev.oneport.Socket;
import dev.oneport.WhenFull;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the application has added to a namespace for all of its sockets, in the order added. Any
 * thread.
 */
final class NamespaceSetup {
  private final List<Middleware> middlewares = new CopyOnWriteArrayList<>();
  private final List<Consumer<Socket>> listeners = new CopyOnWriteArrayList<>();
  private final List<NamespaceHandlers> handlers = new CopyOnWriteArrayList<>();

  /** What becomes of events for slow clients; null if nothing was said. */
  private volatile @Nullable WhenFull whenFull;

  /** What there is now, to be added to on its own: what a child has of its parent. */
  NamespaceSetup copy() {
    NamespaceSetup copy = new NamespaceSetup();
    copy.middlewares.addAll(middlewares);
    copy.listeners.addAll(listeners);
    copy.handlers.addAll(handlers);
    copy.whenFull = whenFull;
    return copy;
  }

  void use(Middleware middleware) {
    middlewares.add(middleware);
  }

  void onConnection(Consumer<Socket> listener) {
    listeners.add(listener);
  }

  void addHandlers(NamespaceHandlers more) {
    handlers.add(more);
  }

  void whenFull(WhenFull policy) {
    whenFull = policy;
  }

  @Nullable WhenFull whenFull() {
    return whenFull;
  }

  /**
   * What a socket passes before it is in: middleware, then the handlers that all sockets share.
   *
   * @param skip whether it passes no middleware
   */
  Connecting connecting(RealSocket socket, boolean skip, Connecting.Outcome outcome) {
    return new Connecting(
        socket, skip ? List.of() : List.copyOf(middlewares), List.copyOf(handlers), outcome);
  }

  List<Consumer<Socket>> listeners() {
    return listeners;
  }

  List<NamespaceHandlers> handlers() {
    return handlers;
  }
}
