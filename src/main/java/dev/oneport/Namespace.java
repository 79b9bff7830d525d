package dev.oneport;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One namespace: its middleware, its connected sockets, its rooms. As a {@link BroadcastOperator}
 * it means everybody connected to it.
 *
 * @see <a href="https://socket.io/docs/v4/namespaces/">Socket.IO, Namespaces</a>
 */
public interface Namespace extends BroadcastOperator {

  /** Its name, beginning with a slash. */
  String name();

  /**
   * Adds a middleware, run for each socket that connects after this call, in the order added,
   * before the client is told that it is connected.
   *
   * @return this namespace
   */
  Namespace use(Middleware middleware);

  /**
   * Adds a listener called once for each socket, after the client was told that it is connected and
   * before any of its events is handled. Called in the socket's handler lane.
   *
   * @return this namespace
   */
  Namespace onConnection(Consumer<Socket> listener);

  /** The sockets connected now: a view that never fails while they come and go. */
  Collection<Socket> sockets();

  /**
   * Finds a connected socket.
   *
   * @param id a {@link Socket#id()}
   */
  Optional<Socket> socket(String id);

  /** The names of the rooms somebody is in, the sockets' own rooms included; a snapshot. */
  Set<String> rooms();

  /**
   * The ids of the members of a room, whatever their transport; a snapshot.
   *
   * @param room a name; an unknown one has no members
   */
  Set<String> members(String room);
}
