package dev.oneport.web.publish;

import dev.oneport.web.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a long list is wanted. What comes and goes meanwhile moves nothing else, since a
 * page begins after a name and not after a number.
 *
 * @param limit at most so many
 * @param after those with names after this one; empty for all
 */
record Page(int limit, String after) {
  static final int DEFAULT_LIMIT = 100;
  static final int MAX_LIMIT = 1_000;

  /**
   * What was found.
   *
   * @param next the {@code after} of the next page; null if this is the last
   */
  record Found<T>(List<T> items, @Nullable String next) {}

  /**
   * Reads the query's parameters.
   *
   * @throws ProblemException if the limit is out of range
   */
  static Page of(@Nullable String limit, @Nullable String after) {
    int read = DEFAULT_LIMIT;
    if (limit != null) {
      try {
        read = Integer.parseInt(limit);
      } catch (NumberFormatException e) {
        read = 0;
      }
    }
    if (read < 1 || read > MAX_LIMIT) {
      throw new ProblemException(
          Problems.invalidParameter("limit", "a number from 1 to " + MAX_LIMIT));
    }
    return new Page(read, after == null ? "" : after);
  }

  /**
   * That part of a list.
   *
   * @param name unique, and not empty
   * @param make what is shown of an element; null if it is not shown at all
   */
  <S, T> Found<T> of(Collection<S> all, Function<S, String> name, Function<S, @Nullable T> make) {
    TreeMap<String, S> sorted = new TreeMap<>();
    for (S each : all) {
      sorted.put(name.apply(each), each);
    }
    List<T> items = new ArrayList<>();
    String last = null;
    for (var entry : sorted.tailMap(after, false).entrySet()) {
      T item = make.apply(entry.getValue());
      if (item != null) {
        if (items.size() == limit) {
          return new Found<>(items, last);
        }
        items.add(item);
        last = entry.getKey();
      }
    }
    return new Found<>(items, null);
  }
}
