package dev.oneport.adapter;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The seam to other nodes: who is in which room of one namespace, and how a broadcast reaches them.
 * Any thread; nothing here blocks on a peer.
 *
 * @see <a href="https://socket.io/docs/v4/adapter/">Socket.IO, Adapter</a>
 */
public interface Adapter extends AutoCloseable {

  /**
   * Brings a broadcast to everybody it selects. Where events are logged it is in the log, and all
   * recipients get what they get in the order of the log.
   */
  void broadcast(Broadcast broadcast);

  /**
   * Brings an emit to one recipient, known or not yet, in the same order.
   *
   * @param direct for that recipient only
   */
  void send(Recipient recipient, Broadcast direct);

  /** Makes a recipient known; from now on broadcasts to everybody reach it. */
  void add(Recipient recipient);

  /**
   * Puts a recipient into rooms.
   *
   * @return false if it is not known (any more), or would be in more rooms than it may
   */
  boolean join(Recipient recipient, Set<String> rooms, int maxRooms);

  /**
   * Puts a recipient into rooms and queues for it, as one step, what was emitted to them since a
   * place in the event log: nothing is missing between that and what it gets from now on, and
   * nothing comes twice. To be followed by {@link Recipient#flush}.
   *
   * @param since what it has of these rooms
   * @return null if it is not known (any more), or would be in more rooms than it may
   */
  @Nullable CatchUp join(Recipient recipient, Set<String> rooms, int maxRooms, Cursor since);

  /**
   * What was emitted to some rooms since a place in the event log, for somebody who is in none.
   *
   * @param reader called in order, under the order lock, if all is there; as {@link
   *     Recipient#enqueue}
   */
  CatchUp read(Set<String> rooms, Cursor since, Consumer<Broadcast> reader);

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

  /** The rooms a recipient is in; a snapshot. */
  Set<String> roomsOf(String recipientId);

  /** The rooms somebody is in; a snapshot. */
  Set<String> rooms();

  /** Who is in a room, by id; a snapshot. */
  Set<String> members(String room);

  @Override
  void close();
}
