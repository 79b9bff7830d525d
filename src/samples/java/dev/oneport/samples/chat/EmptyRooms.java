package dev.oneport.samples.chat;

import dev.oneport.Namespace;
import dev.oneport.Of;
import dev.oneport.samples.Timers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Removes rooms that nobody is in. */
@ApplicationScoped
public class EmptyRooms {
  /** Who only reloads the page keeps the room. */
  private static final Duration AFTER_THE_LAST = Duration.ofSeconds(2);

  /** In case that its owner never comes. */
  private static final Duration BEFORE_THE_FIRST = Duration.ofMinutes(1);

  @Inject
  @Of("/chat")
  Namespace chat;

  @Inject
  @Of("/room")
  Namespace list;

  @Inject Rooms rooms;
  @Inject Timers timers;

  /** There is a new one. */
  void opened(Room room) {
    timers.after(BEFORE_THE_FIRST, () -> removeIfEmpty(room));
  }

  /** Somebody has left one. */
  void left(Room room) {
    timers.after(AFTER_THE_LAST, () -> removeIfEmpty(room));
  }

  private void removeIfEmpty(Room room) {
    if (chat.members(room.channel()).isEmpty() && rooms.remove(room.id())) {
      list.emit("removeRoom", room.id());
    }
  }
}
