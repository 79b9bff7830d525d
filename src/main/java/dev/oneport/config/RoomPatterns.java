package dev.oneport.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A choice of rooms: names, and beginnings of names that end with {@code *}. Immutable. */
public final class RoomPatterns {
  private static final char NAMESPACE_END = '#';

  /**
   * The name that is a star, as it is written to tell it from a star that means all. The second way
   * is understood, but not what to recommend: shells, systemd and properties files take the
   * backslash away, and what is left means all.
   */
  private static final List<String> STARS = List.of("[*]", "\\*");

  private static final RoomPatterns NONE = new RoomPatterns(List.of());

  private final List<String> patterns;
  private final Set<String> names;
  private final List<String> prefixes;

  private RoomPatterns(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
    this.names =
        patterns.stream()
            .filter(pattern -> !isPrefix(pattern))
            .map(RoomPatterns::name)
            .collect(Collectors.toUnmodifiableSet());
    this.prefixes =
        patterns.stream()
            .filter(RoomPatterns::isPrefix)
            .map(pattern -> pattern.substring(0, pattern.length() - 1))
            .toList();
  }

  /** No room at all. */
  public static RoomPatterns none() {
    return NONE;
  }

  /**
   * Rooms that match any of these.
   *
   * @param patterns {@code news} that room, {@code news:*} all that begin so, {@code *} all; {@code
   *     [*]}, or {@code \*}, the name that is a star, by which clients ask for what is emitted to
   *     everybody
   * @throws IllegalArgumentException if a star stands elsewhere than at the end
   */
  public static RoomPatterns of(List<String> patterns) {
    for (String pattern : patterns) {
      int star = isStar(pattern) ? -1 : pattern.indexOf('*');
      if (pattern.isEmpty() || (star >= 0 && star < pattern.length() - 1)) {
        throw new IllegalArgumentException(pattern);
      }
    }
    return patterns.isEmpty() ? NONE : new RoomPatterns(patterns);
  }

  /** Whether that room is among them. */
  public boolean matches(String room) {
    return names.contains(room) || prefixes.stream().anyMatch(room::startsWith);
  }

  /**
   * Whether that room is among them.
   *
   * @param namespace unless it is the main one, only patterns of the form {@code /namespace#room}
   *     count
   */
  public boolean matches(String namespace, String room) {
    if (namespace.equals("/")) {
      return matches(room);
    }
    String beginning = namespace + NAMESPACE_END;
    String name = beginning + room;
    return names.contains(name)
        || prefixes.stream()
            .anyMatch(prefix -> prefix.startsWith(beginning) && name.startsWith(prefix));
  }

  private static boolean isPrefix(String pattern) {
    return pattern.endsWith("*") && !isStar(pattern);
  }

  private static boolean isStar(String pattern) {
    int room = startOfRoom(pattern);
    return STARS.contains(pattern.substring(room)) && pattern.indexOf('*') > room;
  }

  private static String name(String pattern) {
    return isStar(pattern) ? pattern.substring(0, startOfRoom(pattern)) + "*" : pattern;
  }

  private static int startOfRoom(String pattern) {
    return pattern.lastIndexOf(NAMESPACE_END) + 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoomPatterns that && patterns.equals(that.patterns);
  }

  @Override
  public int hashCode() {
    return patterns.hashCode();
  }

  @Override
  public String toString() {
    return patterns.toString();
  }
}
