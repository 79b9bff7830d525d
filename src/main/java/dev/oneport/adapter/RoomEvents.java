package dev.oneport.adapter;

import dev.oneport.RoomListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happened to rooms and was not told yet. It is noted where it happens, under whatever lock
 * gives it its order, and told later, under none. Any thread.
 */
final class RoomEvents {
  private final Queue<Consumer<RoomListener>> untold = new ConcurrentLinkedQueue<>();

  /** Null until the adapter has a namespace. */
  private volatile @Nullable AdapterHost host;

  void host(AdapterHost namespace) {
    host = namespace;
  }

  void created(String room) {
    note(room, listener -> listener.created(room));
  }

  void joined(String room, String id) {
    note(room, listener -> listener.joined(room, id));
  }

  void left(String room, String id) {
    note(room, listener -> listener.left(room, id));
  }

  void deleted(String room) {
    note(room, listener -> listener.deleted(room));
  }

  private void note(String room, Consumer<RoomListener> event) {
    AdapterHost namespace = host;
    if (namespace != null && namespace.wantsRoomEvents() && !RoomNames.isReserved(room)) {
      untold.add(event);
    }
  }

  /** Tells what was noted; to be called after the lock. */
  void publish() {
    AdapterHost namespace = host;
    if (namespace != null && !untold.isEmpty()) {
      namespace.inRoomLane(() -> tell(namespace));
    }
  }

  private void tell(AdapterHost namespace) {
    for (Consumer<RoomListener> event = untold.poll(); event != null; event = untold.poll()) {
      event.accept(namespace.rooms());
    }
  }
}
