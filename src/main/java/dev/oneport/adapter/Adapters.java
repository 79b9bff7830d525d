package dev.oneport.adapter;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One adapter for each namespace, shared by sockets and by subscribers on other transports. A
 * namespace is not removed from under a subscriber: it would wait in vain for what a later one of
 * the same name emits. Any thread.
 */
public final class Adapters implements AutoCloseable {
  private final Map<String, Entry> byNamespace = new ConcurrentHashMap<>();
  private final Function<String, Adapter> factory;

  private volatile Consumer<String> onUnused = namespace -> {};

  /** An adapter and how many subscribers keep it. */
  private record Entry(Adapter adapter, int subscribers) {
    Entry with(int more) {
      return new Entry(adapter, subscribers + more);
    }
  }

  /**
   * None yet.
   *
   * @param factory makes the adapter of a namespace
   */
  public Adapters(Function<String, Adapter> factory) {
    this.factory = factory;
  }

  /** Who is told, by the thread of the last one, that a namespace has no subscribers any more. */
  public void onUnused(Consumer<String> listener) {
    onUnused = listener;
  }

  /** The adapter of a namespace, made when first asked for. */
  public Adapter of(String namespace) {
    return byNamespace.computeIfAbsent(namespace, this::make).adapter();
  }

  private Entry make(String namespace) {
    return new Entry(factory.apply(namespace), 0);
  }

  /** The adapter of a namespace, which a subscriber keeps until it calls {@link #leave}. */
  public Adapter enter(String namespace) {
    return Objects.requireNonNull(
            byNamespace.compute(
                namespace, (name, there) -> (there == null ? make(name) : there).with(1)))
        .adapter();
  }

  /** A subscriber that has entered keeps it no longer. */
  public void leave(String namespace) {
    Entry left = byNamespace.computeIfPresent(namespace, (name, there) -> there.with(-1));
    if (left != null && left.subscribers() == 0) {
      onUnused.accept(namespace);
    }
  }

  /**
   * Forgets the adapter of a namespace that is no more; the caller closes it.
   *
   * @return null if there was none, or a subscriber keeps it
   */
  public @Nullable Adapter remove(String namespace) {
    Entry found = byNamespace.get(namespace);
    return found != null && found.subscribers() == 0 && byNamespace.remove(namespace, found)
        ? found.adapter()
        : null;
  }

  @Override
  public void close() {
    byNamespace.values().forEach(entry -> entry.adapter().close());
  }
}
