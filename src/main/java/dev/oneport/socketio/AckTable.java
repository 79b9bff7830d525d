package dev.oneport.socketio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is expected, by number. Numbers are not boxed, and where nothing was ever expected it takes
 * no room, as with most sockets. Any thread.
 */
final class AckTable {
  private static final int FIRST_LENGTH = 8;

  /** The golden ratio in 64 bits: spreads numbers that are a constant step apart. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Chains of entries; as many as a power of two. Null until there is the first. */
  @GuardedBy("this")
  private @Nullable Entry @Nullable [] chains;

  @GuardedBy("this")
  private int size;

  /** Something that is expected; in one table at most. */
  abstract static class Entry {
    private final long id;

    /** Of the chain. With the table's lock held, as what follows. */
    private @Nullable Entry next;

    private boolean held;

    Entry(long id) {
      this.id = id;
    }

    final long id() {
      return id;
    }
  }

  /** Adds an entry; no other has its number. */
  synchronized void put(Entry entry) {
    @Nullable Entry[] all = chains;
    if (all == null) {
      all = new Entry[FIRST_LENGTH];
    } else if (size == all.length) {
      all = grown(all);
    }
    chains = all;
    push(all, entry);
    entry.held = true;
    size++;
  }

  private static @Nullable Entry[] grown(@Nullable Entry[] old) {
    @Nullable Entry[] all = new Entry[2 * old.length];
    for (Entry first : old) {
      for (Entry each = first; each != null; ) {
        Entry next = each.next;
        push(all, each);
        each = next;
      }
    }
    return all;
  }

  private static void push(@Nullable Entry[] all, Entry entry) {
    int chain = chain(entry.id, all.length);
    entry.next = all[chain];
    all[chain] = entry;
  }

  private static int chain(long id, int length) {
    return (int) ((id * SPREAD) >>> (Long.SIZE - Integer.numberOfTrailingZeros(length)));
  }

  /** Removes the entry of a number; null if it has none. */
  synchronized @Nullable Entry remove(long id) {
    @Nullable Entry[] all = chains;
    if (all == null) {
      return null;
    }
    int chain = chain(id, all.length);
    Entry before = null;
    for (Entry each = all[chain]; each != null; each = each.next) {
      if (each.id == id) {
        if (before == null) {
          all[chain] = each.next;
        } else {
          before.next = each.next;
        }
        each.next = null;
        each.held = false;
        size--;
        return each;
      }
      before = each;
    }
    return null;
  }

  /** Removes all entries, in no order. */
  synchronized List<Entry> removeAll() {
    List<Entry> removed = new ArrayList<>(size);
    if (chains != null) {
      for (Entry first : chains) {
        for (Entry each = first; each != null; each = each.next) {
          each.held = false;
          removed.add(each);
        }
      }
    }
    chains = null;
    size = 0;
    return removed;
  }

  /** Whether an entry has been added and not been removed. */
  synchronized boolean holds(Entry entry) {
    return entry.held;
  }

  /** How many there are. */
  synchronized int size() {
    return size;
  }
}
