package dev.oneport.subscribe.schedule;

import dev.oneport.config.LogConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was emitted, and logged, since the server was started: the model of the event log. */
final class Emits {
  /** What an event takes in the log at most, besides its text in each of its forms. */
  private static final long MOST_OVERHEAD_BYTES = 4_000;

  private static final int MOST_FORMS = 8;

  private final LogConfig limits;
  private final List<Emit> all = new ArrayList<>();

  /**
   * An event of the log.
   *
   * @param rooms empty for everybody
   * @param onlyFor the id of its only recipient; null if the rooms tell
   * @param length of what it carries, in bytes
   * @param millis when it was emitted
   */
  record Emit(
      long offset,
      Set<String> rooms,
      Set<String> except,
      @Nullable String onlyFor,
      int length,
      long millis) {

    /** Whether it is for a client that names these rooms, {@code *} for everybody among them. */
    boolean isForListenerOf(Set<String> names) {
      return onlyFor == null
          && (rooms.isEmpty() ? names.contains("*") : !Collections.disjoint(rooms, names))
          && Collections.disjoint(except, names);
    }

    /** Whether it is for a socket that is in these rooms. */
    boolean isForSocket(String id, Set<String> names) {
      return onlyFor == null
          ? (rooms.isEmpty() || !Collections.disjoint(rooms, names))
              && Collections.disjoint(except, names)
          : onlyFor.equals(id);
    }
  }

  Emits(LogConfig limits) {
    this.limits = limits;
  }

  void add(Emit emit) {
    all.add(emit);
  }

  Emit newest() {
    return all.get(all.size() - 1);
  }

  /** The offset of the newest; 0 if there is none. */
  long position() {
    return all.size();
  }

  /** Those after an offset that are for somebody, by offset. */
  ArrayDeque<Long> after(long offset, Predicate<Emit> wanted) {
    ArrayDeque<Long> found = new ArrayDeque<>();
    for (Emit emit : all.subList((int) offset, all.size())) {
      if (wanted.test(emit)) {
        found.add(emit.offset());
      }
    }
    return found;
  }

  /** The bytes that some events carry. */
  long length(Collection<Long> offsets) {
    return offsets.stream()
        .mapToLong(offset -> all.get(Math.toIntExact(offset - 1)).length())
        .sum();
  }

  /** Whether the log must have dropped something that came after an offset. */
  boolean mustHaveDropped(long offset, long now) {
    List<Emit> since = all.subList((int) offset, all.size());
    return since.size() > limits.maxEvents()
        || (!since.isEmpty() && now - since.get(0).millis() > limits.maxAgeMillis())
        || since.stream().mapToLong(Emit::length).sum() > limits.maxBytes();
  }

  /** Whether the log may have dropped something that came after an offset. */
  boolean mayHaveDropped(long offset, long now) {
    return mustHaveDropped(offset, now)
        || all.subList((int) offset, all.size()).stream()
                .mapToLong(emit -> MOST_OVERHEAD_BYTES + 2L * MOST_FORMS * emit.length())
                .sum()
            > limits.maxBytes();
  }
}
