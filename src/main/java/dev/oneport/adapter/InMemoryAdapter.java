package dev.oneport.adapter;

import java.util.Set;

/** The adapter of a single node. */
public final class InMemoryAdapter implements Adapter {
  private final Rooms rooms = new Rooms();

  @Override
  public void broadcast(Broadcast broadcast) {
    rooms.select(broadcast.selection(), recipient -> recipient.deliver(broadcast));
  }

  @Override
  public void add(Recipient recipient) {
    rooms.add(recipient);
  }

  @Override
  public boolean join(Recipient recipient, Set<String> names, int maxRooms) {
    return rooms.join(recipient, names, maxRooms);
  }

  @Override
  public void leave(Recipient recipient, String room) {
    rooms.leave(recipient, room);
  }

  @Override
  public Set<String> remove(Recipient recipient) {
    return rooms.remove(recipient);
  }

  @Override
  public Set<String> roomsOf(String recipientId) {
    return rooms.roomsOf(recipientId);
  }

  @Override
  public Set<String> rooms() {
    return rooms.names();
  }

  @Override
  public Set<String> members(String room) {
    return rooms.members(room);
  }

  @Override
  public void close() {
    // Keeps nothing but memory.
  }
}
