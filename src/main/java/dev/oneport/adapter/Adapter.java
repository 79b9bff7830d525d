package dev.oneport.adapter;

import java.util.Set;

/**
 * The seam to other nodes: who is in which room of one namespace, and how a broadcast reaches them.
 * Any thread; nothing here blocks on a peer.
 *
 * @see <a href="https://socket.io/docs/v4/adapter/">Socket.IO, Adapter</a>
 */
public interface Adapter extends AutoCloseable {

  /** Brings a broadcast to everybody it selects. */
  void broadcast(Broadcast broadcast);

  /** Makes a recipient known; from now on broadcasts to everybody reach it. */
  void add(Recipient recipient);

  /**
   * Puts a recipient into rooms.
   *
   * @return false if it is not known (any more), or would be in more rooms than it may
   */
  boolean join(Recipient recipient, Set<String> rooms, int maxRooms);

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
