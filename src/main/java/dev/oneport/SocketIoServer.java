package dev.oneport;

import java.util.function.Consumer;

/**
 * The Socket.IO server of this web application. Injected as a CDI bean, or had from {@code
 * dev.oneport.web.Oneport#server} without CDI. As a {@link BroadcastOperator} it means everybody in
 * the main namespace {@code /}.
 *
 * <p>Before the application has started, and after it was stopped, every method throws {@link
 * IllegalStateException} with a message that says which.
 */
public interface SocketIoServer extends BroadcastOperator {

  /**
   * The namespace of that name, created if this is the first time it is asked for. Clients can
   * connect only to namespaces that were created so.
   *
   * @param name with or without the leading slash; empty means the main namespace
   */
  Namespace of(String name);

  /** Adds a middleware to the main namespace. See {@link Namespace#use}. */
  SocketIoServer use(Middleware middleware);

  /** Adds a connection listener to the main namespace. See {@link Namespace#onConnection}. */
  SocketIoServer onConnection(Consumer<Socket> listener);

  /** Every live session, whatever its transport. */
  SessionRegistry sessions();
}
