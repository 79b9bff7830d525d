package dev.oneport;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * Namespaces that come into being when clients connect to them. Whatever was added here is there in
 * each child made afterwards; a child goes its own way from then on.
 *
 * <p>As a {@link BroadcastOperator} it means everybody connected to any of its children. Only
 * {@code fetchSockets} is refused, with {@link UnsupportedOperationException}, as the reference
 * server does.
 *
 * @see SocketIoServer#of(java.util.regex.Pattern)
 * @see <a href="https://socket.io/docs/v4/namespaces/#dynamic-namespaces">Socket.IO, Dynamic
 *     namespaces</a>
 */
public interface ParentNamespace extends BroadcastOperator {

  /**
   * A name to tell parents apart in logs: {@code /_0}, {@code /_1}. No client can connect to it.
   */
  String name();

  /**
   * Adds a middleware to each child made from now on. See {@link Namespace#use}.
   *
   * @return this parent
   */
  ParentNamespace use(Middleware middleware);

  /**
   * Adds a connection listener to each child made from now on. See {@link Namespace#onConnection}.
   *
   * @return this parent
   */
  ParentNamespace onConnection(Consumer<Socket> listener);

  /**
   * Sets what becomes of events for slow clients in each child made from now on. See {@link
   * Namespace#defaultWhenFull}.
   *
   * @return this parent
   */
  ParentNamespace defaultWhenFull(WhenFull policy);

  /** The children there are now; a snapshot. */
  Collection<Namespace> children();
}
