package dev.oneport.console;

import dev.oneport.metrics.EventWatch.Emitted;
import dev.oneport.metrics.EventWatch.Received;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody wants to see, and may. Immutable.
 *
 * @param namespace null for all
 * @param room only what is for it; null for all
 * @param name a part of the event's name; empty for all
 * @param direction which way they go
 * @param withData whether what they say is shown, too
 * @param perSecond at most so many are shown
 * @param rights what may be seen
 */
public record EventFilter(
    @Nullable String namespace,
    @Nullable String room,
    String name,
    Direction direction,
    boolean withData,
    int perSecond,
    Rights rights) {

  /** Which way events go. */
  public enum Direction {
    /** Either. */
    BOTH,
    /** To clients. */
    EMITTED,
    /** From clients. */
    RECEIVED
  }

  /**
   * What may be seen. Compared by name only, which stands for the rest.
   *
   * @param name of whom these are
   * @param everywhere whether all may be seen
   * @param inRoom whether what is for a room of a namespace may be; {@link RoomRates#EVERYBODY} is
   *     one of the rooms
   */
  public record Rights(String name, boolean everywhere, BiPredicate<String, String> inRoom) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Rights rights && rights.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  boolean matches(Emitted event) {
    return direction != Direction.RECEIVED
        && matches(event.namespace(), event.name())
        && (room == null || event.rooms().contains(room) || room.equals(event.onlyFor()))
        && mayBeSeen(event);
  }

  boolean matches(Received event) {
    return direction != Direction.EMITTED
        && matches(event.namespace(), event.name())
        && (room == null || room.equals(event.socketId()))
        && rights.everywhere();
  }

  private boolean matches(String itsNamespace, String itsName) {
    return (namespace == null || namespace.equals(itsNamespace)) && itsName.contains(name);
  }

  private boolean mayBeSeen(Emitted event) {
    if (rights.everywhere()) {
      return true;
    }
    if (event.onlyFor() != null) {
      return false;
    }
    if (event.rooms().isEmpty()) {
      return rights.inRoom().test(event.namespace(), RoomRates.EVERYBODY);
    }
    return event.rooms().stream().allMatch(each -> rights.inRoom().test(event.namespace(), each));
  }
}
