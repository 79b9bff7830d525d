package dev.oneport.adapter;

import dev.oneport.adapter.CatchUp.Gap;
import dev.oneport.concurrent.Clock;
import dev.oneport.config.LogConfig;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was emitted in a namespace lately, in order: bounded in number, bytes and age. The oldest
 * events go first, and never one that is followed by one that went.
 *
 * <p>Not safe for threads: the adapter's order lock guards it.
 */
final class EventLog {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int EPOCH_RADIX = 36;

  private final LogConfig limits;
  private final boolean placesTold;
  private final Clock clock;
  private final String epoch = newEpoch();
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();

  /** Of the newest event there ever was; 0 if there was none. */
  private long last;

  private long bytes;

  private static final class Entry {
    final Broadcast event;
    final long offset;
    final long nanos;

    /** What it was last found to take. */
    long bytes;

    Entry(Broadcast event, long offset, long nanos) {
      this.event = event;
      this.offset = offset;
      this.nanos = nanos;
    }
  }

  /**
   * Empty.
   *
   * @param placesTold whether Socket.IO clients are told the place of each event
   */
  EventLog(LogConfig limits, boolean placesTold, Clock clock) {
    this.limits = limits;
    this.placesTold = placesTold;
    this.clock = clock;
  }

  /** Adds an event; to be followed by {@link #settle}. Returns it with its place. */
  Broadcast append(Broadcast event) {
    last++;
    Broadcast placed = event.at(new Cursor(epoch, last), placesTold);
    entries.addLast(new Entry(placed, last, clock.nanoTime()));
    return placed;
  }

  /** Counts the newest event, now that its recipients have made its forms, and drops old ones. */
  void settle() {
    Entry newest = entries.peekLast();
    if (newest != null) {
      recount(newest);
    }
    prune();
  }

  /** The place after the newest event. */
  Cursor position() {
    return new Cursor(epoch, last);
  }

  /** The offset of the newest event that was dropped; whatever came later is there. */
  long dropped() {
    Entry oldest = entries.peekFirst();
    return oldest == null ? last : oldest.offset - 1;
  }

  /** Why not all that came since that place is there; null if it is. */
  @Nullable Gap gap(Cursor since) {
    prune();
    if (!since.epoch().equals(epoch)) {
      return Gap.EPOCH;
    }
    if (since.offset() > last) {
      return Gap.MALFORMED;
    }
    return since.offset() < dropped() ? Gap.HISTORY : null;
  }

  /** Hands over, in order, those events after an offset that are wanted. */
  void read(long since, Predicate<Broadcast> wanted, Consumer<Broadcast> reader) {
    List<Entry> found = new ArrayList<>();
    for (Iterator<Entry> backwards = entries.descendingIterator(); backwards.hasNext(); ) {
      Entry entry = backwards.next();
      if (entry.offset <= since) {
        break;
      }
      if (wanted.test(entry.event)) {
        found.add(entry);
      }
    }
    Collections.reverse(found);
    for (Entry entry : found) {
      reader.accept(entry.event);
      recount(entry);
    }
    prune();
  }

  /** Drops what is too old or too much. */
  void prune() {
    long now = clock.nanoTime();
    long maxNanos = TimeUnit.MILLISECONDS.toNanos(limits.maxAgeMillis());
    for (Entry oldest = entries.peekFirst(); oldest != null; oldest = entries.peekFirst()) {
      if (entries.size() <= limits.maxEvents()
          && bytes <= limits.maxBytes()
          && now - oldest.nanos <= maxNanos) {
        return;
      }
      entries.removeFirst();
      bytes -= oldest.bytes;
    }
  }

  /** How many events are there. */
  int size() {
    return entries.size();
  }

  /** What they take. */
  long bytes() {
    return bytes;
  }

  /** Forms of an event are made when first asked for: it may have grown. */
  private void recount(Entry entry) {
    long now = entry.event.retainedBytes();
    bytes += now - entry.bytes;
    entry.bytes = now;
  }

  private static String newEpoch() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Cursor.EPOCH_LENGTH; i++) {
      text.append(Character.forDigit(RANDOM.nextInt(EPOCH_RADIX), EPOCH_RADIX));
    }
    return text.toString();
  }
}
