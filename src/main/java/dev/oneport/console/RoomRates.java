package dev.oneport.console;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much is emitted to each room. Rooms to which nothing was emitted lately are forgotten; where
 * too many are busy at once, some are left out. Any thread counts; one at a time calls {@link
 * #tick}.
 */
public final class RoomRates {
  /** Stands for everybody in a namespace, among the names of rooms. */
  public static final String EVERYBODY = "*";

  static final int MAX_ROOMS = 10_000;

  private final Map<Room, LongAdder> counts = new ConcurrentHashMap<>();
  private volatile Map<Room, Double> rates = Map.of();

  /** A room of a namespace. */
  public record Room(String namespace, String name) {}

  /** Somebody emitted to these rooms; to everybody if there are none. */
  void count(String namespace, Set<String> rooms) {
    if (rooms.isEmpty()) {
      count(new Room(namespace, EVERYBODY));
    }
    for (String room : rooms) {
      count(new Room(namespace, room));
    }
  }

  private void count(Room room) {
    LongAdder count = counts.get(room);
    if (count == null) {
      if (counts.size() >= MAX_ROOMS) {
        return;
      }
      count = counts.computeIfAbsent(room, any -> new LongAdder());
    }
    count.increment();
  }

  /**
   * Some time has passed. An event that is counted while its room is being forgotten is not seen:
   * these are numbers to look at, not to bill.
   */
  void tick(double seconds) {
    Map<Room, Double> now = new HashMap<>();
    counts.forEach(
        (room, count) -> {
          long events = count.sumThenReset();
          if (events > 0) {
            now.put(room, Math.round(events / seconds * 10) / 10.0);
          } else {
            counts.remove(room, count);
          }
        });
    rates = Map.copyOf(now);
  }

  /** Events per second, of the busy ones; a snapshot of the last few seconds. */
  public Map<Room, Double> rates() {
    return rates;
  }
}
