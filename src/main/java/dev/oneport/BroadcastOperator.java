package dev.oneport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Selects the clients of one namespace that something is for, then emits to them, or does something
 * else with them.
 *
 * <p>Immutable: each modifier returns a new operator, so one may be kept and used from any thread.
 * Without a room or user it means everybody in the namespace. Recipients are Socket.IO clients and,
 * in the rooms that they are in, subscribers on any other transport.
 *
 * <p>Names of rooms that begin with {@code oneport:} are the server's own and refused with {@link
 * IllegalArgumentException}.
 *
 * @see <a href="https://socket.io/docs/v4/rooms/">Socket.IO, Rooms</a>
 * @see <a href="https://socket.io/docs/v4/server-instance/#utility-methods">Socket.IO, Utility
 *     methods</a>
 */
public interface BroadcastOperator {

  /**
   * Adds rooms: a client in any of them receives the event once.
   *
   * @param rooms names; a socket's id is the name of the room that it alone is in
   */
  BroadcastOperator to(String... rooms);

  /** The same as {@link #to}. */
  default BroadcastOperator in(String... rooms) {
    return to(rooms);
  }

  /**
   * Adds every session of a user in this namespace, whatever its transport: those whose container
   * authentication said so. No client can make itself one of them.
   *
   * @param name of the principal, as {@link java.security.Principal#getName()} has it
   */
  BroadcastOperator toUser(String name);

  /**
   * Leaves out whoever is in one of these rooms.
   *
   * @param rooms names of rooms, or ids of sockets
   */
  BroadcastOperator except(String... rooms);

  /** Only clients that are connected to this server, where there are several. */
  BroadcastOperator local();

  /** Whether transports may compress what is sent: true if nothing else was said. */
  BroadcastOperator compress(boolean compress);

  /** Only those who can take it at this moment; see {@link Emitter#asVolatile}. */
  BroadcastOperator asVolatile();

  /**
   * What becomes of the event for a client that reads so slowly that there is no room for it; else
   * the namespace says it. Without meaning for a volatile event.
   */
  BroadcastOperator whenFull(WhenFull policy);

  /**
   * Limits the time that {@link #emitWithAck} waits; {@code oneport.broadcastAckTimeout} if nothing
   * was said.
   *
   * @param timeout more than zero, at most 24 days
   */
  BroadcastOperator timeout(Duration timeout);

  /**
   * Holds what is done with this operator until the JTA transaction of the calling thread commits;
   * where it rolls back, nothing is done. Several emits leave in the order of their calls, right
   * after the commit, on the thread that commits.
   *
   * <p>Arguments are encoded at the call of {@link #emit}, and recipients are selected after the
   * commit. {@link #emitWithAck} fails with {@link IllegalStateException} after a rollback; {@link
   * #fetchSockets} waits for nothing.
   *
   * <p>Which transaction it is, is decided by each emit: it throws {@link IllegalStateException}
   * where none is active, or where the server has no JTA.
   */
  BroadcastOperator afterCommit();

  /**
   * Sends the event to everybody selected. Never blocks on a peer: the arguments are encoded here,
   * once, and queued for each recipient.
   *
   * @param event the event's name; not one of Socket.IO's reserved names, nor one that begins with
   *     {@code oneport:}
   * @param args anything JSON-B can write, {@code byte[]} and {@link java.nio.ByteBuffer} at any
   *     depth as binary, {@link JsonText} as it is; null is JSON's null
   * @throws IllegalArgumentException if the name is reserved
   * @throws JsonBindingException if an argument can't be written
   * @throws IllegalStateException if the server is not running
   */
  void emit(String event, @Nullable Object... args);

  /** Sends the event {@code message}. */
  default void send(@Nullable Object... args) {
    emit("message", args);
  }

  /**
   * Sends the event to everybody selected and asks each Socket.IO client for an acknowledgement.
   *
   * <p>A client that disconnects is not waited for any longer: its answer can't come. One whose
   * answer can't be bound to the type, or does not fit into {@code oneport.broadcastAckBytes}
   * together with the others, counts as not having answered.
   *
   * @param type what the first argument of each acknowledgement is bound to; {@code Void.class} if
   *     it is of no interest
   * @return completed with the answers, in the order they came, once everybody has answered: at
   *     once and empty if nobody is selected; or exceptionally with {@link
   *     BroadcastAckTimeoutException}, which has the answers there are; completed outside all
   *     handler lanes, so a handler may wait
   * @throws IllegalArgumentException if the name is reserved
   * @throws JsonBindingException if an argument can't be written
   */
  <R> CompletionStage<List<R>> emitWithAck(String event, Class<R> type, @Nullable Object... args);

  /**
   * The Socket.IO sockets selected, of all servers.
   *
   * @return completed with snapshots
   */
  CompletionStage<List<RemoteSocket>> fetchSockets();

  /** Makes everybody selected join rooms; one that would be in too many stays as it is. */
  void socketsJoin(String... rooms);

  /** Makes everybody selected leave rooms. */
  void socketsLeave(String... rooms);

  /**
   * Disconnects everybody selected.
   *
   * @param close whether the clients' connections are closed too, with all their other namespaces;
   *     subscribers on other transports lose theirs in any case
   */
  void disconnectSockets(boolean close);

  /** Disconnects everybody selected from this namespace. */
  default void disconnectSockets() {
    disconnectSockets(false);
  }
}
