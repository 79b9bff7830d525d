package dev.oneport.adapter;

import dev.oneport.protocol.json.EncodedArguments;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The seam to other nodes: who is in which room of one namespace, and how a broadcast reaches them.
 * Any thread; nothing here blocks on a peer.
 *
 * <p>It carries all that the adapters of the reference server do, so that one may join a cluster of
 * them. A {@link Selection} means the recipients of every server, unless it is local.
 *
 * @see <a href="https://socket.io/docs/v4/adapter/">Socket.IO, Adapter</a>
 */
public interface Adapter extends AutoCloseable {

  /**
   * Tells it which namespace it serves. Called once, before the first client comes; until then
   * nothing comes from other servers.
   */
  void init(AdapterHost host);

  /** How many servers there are for this namespace, this one included. */
  CompletionStage<Integer> serverCount();

  /**
   * Brings a broadcast to everybody it selects. Where events are logged it is in the log, and all
   * recipients get what they get in the order of the log.
   */
  Delivered broadcast(Broadcast broadcast);

  /**
   * Brings a broadcast to everybody it selects, and their answers to its {@link AckRequest}. Each
   * server that there is calls {@link AckCollector#expect} once. It is not logged.
   */
  void broadcastWithAck(Broadcast broadcast);

  /**
   * Brings an emit to one recipient, known or not yet, in the same order. Where another of its id
   * has taken its place, to that one.
   *
   * @param direct for that recipient only
   */
  void send(Recipient recipient, Broadcast direct);

  /** Makes a recipient known; from now on broadcasts to everybody and to its user reach it. */
  void add(Recipient recipient);

  /**
   * Puts a recipient into rooms.
   *
   * @return false if it is not known (any more), or would be in more rooms than it may
   * @throws IllegalArgumentException if a name is reserved
   */
  boolean join(Recipient recipient, Set<String> rooms, int maxRooms);

  /**
   * Puts a recipient into rooms and tells, as one step, what was emitted to them since a place in
   * the event log: nothing is missing between that and what it gets from now on, and nothing comes
   * twice. To be followed by {@link Recipient#flush}.
   *
   * @param since what it has of these rooms; null if it has nothing
   * @param told called under the order lock, as {@link Recipient#enqueue} is
   * @return false if it is not known (any more), or would be in more rooms than it may
   */
  boolean join(
      Recipient recipient,
      Set<String> rooms,
      int maxRooms,
      @Nullable Cursor since,
      Consumer<CatchUp> told);

  /**
   * What was emitted to some rooms since a place in the event log, for somebody who is in none.
   *
   * @param since what it has of these rooms; null if it has nothing
   */
  CatchUp read(Set<String> rooms, @Nullable Cursor since);

  /** The place after the newest event of the log; null if events are not logged. */
  @Nullable Cursor position();

  /** Takes a recipient out of a room. */
  void leave(Recipient recipient, String room);

  /**
   * Takes a recipient out of everything.
   *
   * @return the rooms it was in
   */
  Set<String> remove(Recipient recipient);

  /**
   * Takes a recipient out of everything, and keeps its session for its client to come back to.
   *
   * @return the rooms it was in
   */
  Set<String> suspend(Recipient recipient, RecoverableSession session);

  /**
   * Takes a session that was suspended, so that nobody else does: to be followed by {@link
   * #resume}, {@link #release} or {@link #forget}.
   *
   * @param owner the name of the user who asks; null for an anonymous one
   * @param received up to where the client has received what was for it; null if it has received
   *     nothing
   * @return null if there is none of that id and that owner, or what it missed is gone
   */
  @Nullable RecoverableSession claim(String pid, @Nullable String owner, @Nullable Cursor received);

  /**
   * Puts a recipient where that of its session was, and tells what it missed, as one step.
   *
   * @param missed called in order, under the order lock, if all is there; as {@link
   *     Recipient#enqueue}
   * @return false if what it missed is gone meanwhile; then nothing was changed
   */
  boolean resume(
      Recipient recipient,
      RecoverableSession session,
      @Nullable Cursor received,
      Consumer<Broadcast> missed);

  /**
   * The client that was about to resume a session is gone: it may come back while its time lasts.
   */
  void release(RecoverableSession session);

  /** A session is over for good. */
  void forget(RecoverableSession session);

  /** The rooms that a recipient of this server is in; a snapshot. */
  Set<String> roomsOf(String recipientId);

  /** The rooms that somebody of this server is in; a snapshot. */
  Set<String> rooms();

  /** Who of this server is in a room, by id; a snapshot. */
  Set<String> members(String room);

  /**
   * The ids of the sockets in any of these rooms, of every server.
   *
   * @param rooms empty for all
   */
  CompletionStage<Set<String>> sockets(Set<String> rooms);

  /** The sockets selected; subscribers on other transports are not among them. */
  CompletionStage<List<SocketSnapshot>> fetchSockets(Selection selection);

  /** Makes those selected join rooms. One that would be in too many stays as it is. */
  void addSockets(Selection selection, Set<String> rooms);

  /** Makes those selected leave rooms. */
  void delSockets(Selection selection, Set<String> rooms);

  /** Disconnects those selected; see {@link Recipient#disconnect}. */
  void disconnectSockets(Selection selection, boolean close);

  /**
   * Emits an event to the other servers.
   *
   * @param answers told once how many to expect, then each answer; null if none are wanted
   */
  void serverSideEmit(String event, EncodedArguments arguments, @Nullable AckCollector answers);

  @Override
  void close();
}
