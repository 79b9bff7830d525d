package dev.oneport.engineio;

import dev.oneport.WhenFull;
import dev.oneport.WhenFull.Overflow;
import dev.oneport.engineio.Outbox.Fill;
import dev.oneport.engineio.Outbox.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client, event by event, and the budget for that and for what is being written.
 * Knows what to drop; an event is dropped whole or not at all. Not thread-safe: its outbox guards
 * it.
 *
 * <p>However much waits, adding and taking an event takes the same time, on average.
 *
 * @param <P> what is sent; an event is one of them or several
 */
final class Backlog<P> {
  /** There is always something left to choose from while a batch is being written. */
  private static final int BATCHES_PER_BUDGET = 2;

  /** What a client has to take within the time for one write; enough for few, large writes. */
  private static final long BATCH_BYTES = 64 << 10;

  /** What keeping even the smallest packet takes, so that a budget is one of memory. */
  private static final int LEAST_CHARGE = 128;

  /** But that many small packets a budget of any size has room for. */
  private static final int ALWAYS_PACKETS = 1_024;

  private final ToIntFunction<? super P> size;
  private final long budget;
  private final long leastCharge;
  private final long batchBytes;

  private @Nullable Event<P> first;
  private @Nullable Event<P> last;

  /** No event before it may be dropped; null if none may be. */
  private @Nullable Event<P> oldestDroppable;

  /** By key; null until there was a key. */
  private @Nullable Map<String, Event<P>> latest;

  /** To be used again, as most backlogs hold one event at a time. */
  private @Nullable Event<P> spare;

  /** Of what waits and of what is being written, as the three that follow. */
  private long bytes;

  private long charge;

  /** Of what waits and may be dropped. */
  private long droppableCharge;

  private long dropped;
  private boolean slow;

  /** A link of the queue: packets that belong together. */
  private static final class Event<P> {
    private Collection<? extends P> packets = List.of();
    private long bytes;
    private long charge;
    private WhenFull policy = WhenFull.CLOSE;
    private @Nullable Event<P> before;
    private @Nullable Event<P> after;

    boolean isDroppable() {
      return policy.overflow() != Overflow.CLOSE;
    }
  }

  /** Packets taken from the queue, to be written. They are charged until they are. */
  record Batch<P>(List<P> packets, long bytes, long charge) {}

  /**
   * Empty.
   *
   * @param size of one packet in bytes
   * @param budget in bytes
   */
  Backlog(ToIntFunction<? super P> size, long budget) {
    this.size = size;
    this.budget = budget;
    this.leastCharge = Math.max(1, Math.min(LEAST_CHARGE, budget / ALWAYS_PACKETS));
    this.batchBytes = Math.min(BATCH_BYTES, budget / BATCHES_PER_BUDGET);
  }

  /** Queues packets that belong together, or some of what waits is dropped, or they are. */
  Offer add(Collection<? extends P> packets, WhenFull asked) {
    WhenFull policy = asked.or(WhenFull.CLOSE);
    long newBytes = bytesOf(packets);
    long newCharge = chargeOf(packets);
    Event<P> old = superseded(policy.key());
    long kept = charge - (old == null ? 0 : old.charge);
    if (!fits(kept, newCharge)) {
      long droppable = droppableCharge - (old == null || !old.isDroppable() ? 0 : old.charge);
      boolean makesRoom = policy.overflow() != Overflow.DROP_NEWEST;
      if (!makesRoom || !fits(kept - droppable, newCharge)) {
        return refuse(policy);
      }
    }
    if (old != null) {
      discard(old);
    }
    while (!fits(charge, newCharge) && oldestDroppable != null) {
      discard(oldestDroppable);
      dropped++;
    }
    append(packets, newBytes, newCharge, policy);
    return Offer.QUEUED;
  }

  private Offer refuse(WhenFull policy) {
    if (policy.overflow() == Overflow.CLOSE) {
      return Offer.FULL;
    }
    dropped++;
    return Offer.DROPPED;
  }

  /** Queues packets whatever their size. */
  void addAlways(Collection<? extends P> packets) {
    append(packets, bytesOf(packets), chargeOf(packets), WhenFull.CLOSE);
  }

  /** Whether all of these would be taken one by one, with nothing dropped. */
  boolean hasRoomFor(Collection<? extends P> packets) {
    return charge + chargeOf(packets) <= budget;
  }

  /** Takes the next batch: some events, at least one. */
  Batch<P> take() {
    Event<P> only = first;
    if (only != null && only.after == null && only.packets instanceof List<? extends P> list) {
      return alone(only, list);
    }
    List<P> packets = new ArrayList<>();
    long batch = 0;
    long charged = 0;
    for (Event<P> next = first;
        next != null && (packets.isEmpty() || batch + next.bytes <= batchBytes);
        next = first) {
      for (P packet : next.packets) {
        packets.add(packet);
      }
      batch += next.bytes;
      charged += next.charge;
      remove(next);
    }
    return new Batch<>(packets, batch, charged);
  }

  /** Most often nothing waits but one event, whose packets are shared by all who get it. */
  @SuppressWarnings("unchecked") // Batches are only read.
  private Batch<P> alone(Event<P> event, List<? extends P> packets) {
    Batch<P> batch = new Batch<>((List<P>) packets, event.bytes, event.charge);
    remove(event);
    return batch;
  }

  /** A batch was written, or will never be. */
  void settle(Batch<P> batch) {
    bytes -= batch.bytes();
    charge -= batch.charge();
    gauge();
  }

  /** Whether nothing waits. */
  boolean isEmpty() {
    return first == null;
  }

  /** Drops what waits, without counting it. */
  void clear() {
    while (first != null) {
      discard(first);
    }
    gauge();
  }

  Fill fill() {
    return new Fill(slow, bytes, dropped);
  }

  /** Of what waits and of what is being written. */
  long bytes() {
    return bytes;
  }

  /** What changes when there is something to tell. */
  boolean isSlow() {
    return slow;
  }

  /** Events dropped so far. */
  long dropped() {
    return dropped;
  }

  /** Anything is taken while there is nothing else. */
  private boolean fits(long charged, long more) {
    return charged == 0 || charged + more <= budget;
  }

  private @Nullable Event<P> superseded(@Nullable String key) {
    return key == null || latest == null ? null : latest.get(key);
  }

  private void append(
      Collection<? extends P> packets, long newBytes, long newCharge, WhenFull policy) {
    Event<P> event = spare == null ? new Event<>() : spare;
    spare = null;
    event.packets = packets;
    event.bytes = newBytes;
    event.charge = newCharge;
    event.policy = policy;
    event.before = last;
    if (last == null) {
      first = event;
    } else {
      last.after = event;
    }
    last = event;
    bytes += newBytes;
    charge += newCharge;
    if (event.isDroppable()) {
      droppableCharge += newCharge;
      oldestDroppable = oldestDroppable == null ? event : oldestDroppable;
    }
    if (policy.key() != null) {
      latest = latest == null ? new HashMap<>() : latest;
      latest.put(policy.key(), event);
    }
    gauge();
  }

  /** Takes an event out of queue and budget. */
  private void discard(Event<P> event) {
    bytes -= event.bytes;
    charge -= event.charge;
    remove(event);
  }

  /** Takes an event out of the queue. */
  private void remove(Event<P> event) {
    Event<P> before = event.before;
    Event<P> after = event.after;
    if (event.isDroppable()) {
      droppableCharge -= event.charge;
    }
    if (event == oldestDroppable) {
      oldestDroppable = droppableFrom(after);
    }
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    if (event.policy.key() != null && latest != null) {
      latest.remove(event.policy.key(), event);
    }
    event.packets = List.of();
    event.policy = WhenFull.CLOSE;
    event.before = null;
    event.after = null;
    spare = event;
  }

  private static <P> @Nullable Event<P> droppableFrom(@Nullable Event<P> event) {
    Event<P> next = event;
    while (next != null && !next.isDroppable()) {
      next = next.after;
    }
    return next;
  }

  /** Slow from a half on, until a quarter. */
  private void gauge() {
    slow = slow ? charge > budget / 4 : charge > budget / 2;
  }

  private long bytesOf(Collection<? extends P> packets) {
    long sum = 0;
    for (P packet : packets) {
      sum += size.applyAsInt(packet);
    }
    return sum;
  }

  private long chargeOf(Collection<? extends P> packets) {
    long sum = 0;
    for (P packet : packets) {
      sum += Math.max(leastCharge, size.applyAsInt(packet));
    }
    return sum;
  }
}
