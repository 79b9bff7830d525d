package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Immutable: what was selected so far. */
record RealBroadcastOperator(RealNamespace namespace, Set<String> rooms, Set<String> excluded)
    implements BroadcastOperator {

  @Override
  public BroadcastOperator to(String... more) {
    return new RealBroadcastOperator(namespace, union(rooms, more), excluded);
  }

  @Override
  public BroadcastOperator except(String... more) {
    return new RealBroadcastOperator(namespace, rooms, union(excluded, more));
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    namespace.broadcast(event, args, rooms, excluded);
  }

  private static Set<String> union(Set<String> before, String... more) {
    Set<String> all = new LinkedHashSet<>(before);
    Collections.addAll(all, more);
    return all;
  }
}
