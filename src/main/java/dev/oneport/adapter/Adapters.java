package dev.oneport.adapter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One adapter for each namespace, shared by sockets and by subscribers on other transports. */
public final class Adapters implements AutoCloseable {
  private final Map<String, Adapter> byNamespace = new ConcurrentHashMap<>();
  private final Function<String, Adapter> factory;

  /**
   * None yet.
   *
   * @param factory makes the adapter of a namespace
   */
  public Adapters(Function<String, Adapter> factory) {
    this.factory = factory;
  }

  /** The adapter of a namespace, made when first asked for. */
  public Adapter of(String namespace) {
    return byNamespace.computeIfAbsent(namespace, factory);
  }

  /**
   * Forgets the adapter of a namespace that is no more; the caller closes it.
   *
   * @return null if there was none
   */
  public @Nullable Adapter remove(String namespace) {
    return byNamespace.remove(namespace);
  }

  @Override
  public void close() {
    byNamespace.values().forEach(Adapter::close);
  }
}
