package dev.oneport.socketio;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Listeners of one kind, in the order in which they are called. Any thread; iterating sees them as
 * they were when it began.
 *
 * @param <L> a listener
 */
final class Listeners<L> implements Iterable<L> {
  private final List<L> all = new CopyOnWriteArrayList<>();

  void add(L listener) {
    all.add(listener);
  }

  void prepend(L listener) {
    all.add(0, listener);
  }

  /** Removes the first that is this one. */
  void remove(L listener) {
    all.remove(listener);
  }

  void clear() {
    all.clear();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<L> snapshot() {
    return List.copyOf(all);
  }

  @Override
  public Iterator<L> iterator() {
    return all.iterator();
  }
}
