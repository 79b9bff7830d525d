package dev.oneport;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /**
   * Adds a listener for what happens to the rooms of this server, from now on.
   *
   * @return this namespace
   */
  Namespace onRoomEvent(RoomListener listener);

  /**
   * Sets what becomes of events for clients that read too slowly, where the emit does not say; from
   * now on. It concerns all events of this namespace, those to one socket included. {@code
   * oneport.whenFull} if nothing was said.
   *
   * @return this namespace
   */
  Namespace defaultWhenFull(WhenFull policy);

  /**
   * Adds a handler for an event that another server of the cluster emits with {@link
   * #serverSideEmit}. Handlers of one namespace run one after the other.
   *
   * @param handler called on a thread that runs handlers; of several the first answer counts
   * @return this namespace
   * @throws IllegalArgumentException if the name is {@code connect}, {@code connection} or {@code
   *     new_namespace}
   */
  Namespace onServerEvent(String event, ArgumentsHandler handler);

  /**
   * Emits an event to all other servers of the cluster: not to this one, and to no client. A server
   * that is alone says so in its log, once.
   *
   * @throws IllegalArgumentException if the name is {@code connect}, {@code connection} or {@code
   *     new_namespace}
   * @throws JsonBindingException if an argument can't be written
   */
  void serverSideEmit(String event, @Nullable Object... args);

  /**
   * The same, asking each of them for an answer.
   *
   * @param type what the first argument of each answer is bound to
   * @return completed with the answers: at once and empty if there are no other servers; or
   *     exceptionally with {@link BroadcastAckTimeoutException}
   */
  <R> CompletionStage<List<R>> serverSideEmitWithAck(
      String event, Class<R> type, @Nullable Object... args);

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
