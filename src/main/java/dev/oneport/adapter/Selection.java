package dev.oneport.adapter;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whom something is for, and how it gets there. Immutable.
 *
 * @param rooms whoever is in one of them; everybody if empty
 * @param except but not who is in one of these
 */
public record Selection(Set<String> rooms, Set<String> except, Flags flags) {
  /** Everybody, without flags. */
  public static final Selection EVERYBODY = new Selection(Set.of(), Set.of(), Flags.NONE);

  /** Copies the sets; the rooms stay in their order. */
  public Selection {
    rooms =
        rooms.size() < 2
            ? Set.copyOf(rooms)
            : Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
    except = Set.copyOf(except);
  }

  /** Everybody in this room, without flags. */
  public static Selection of(String room) {
    return new Selection(Set.of(room), Set.of(), Flags.NONE);
  }

  /** With more rooms. */
  public Selection and(Collection<String> more) {
    return new Selection(union(rooms, more), except, flags);
  }

  /** With more rooms left out. */
  public Selection without(Collection<String> more) {
    return new Selection(rooms, union(except, more), flags);
  }

  /** With other flags. */
  public Selection with(Flags other) {
    return new Selection(rooms, except, other);
  }

  private static Set<String> union(Set<String> before, Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(before);
    all.addAll(more);
    return Collections.unmodifiableSet(all);
  }
}
