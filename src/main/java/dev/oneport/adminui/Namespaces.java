package dev.oneport.adminui;

import dev.oneport.Namespace;
import dev.oneport.socketio.SocketIo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The namespaces of the application, and the page's own. Any thread. */
record Namespaces(SocketIo io, Namespace own) {

  /** All that there are, by name; a snapshot. */
  List<Namespace> all() {
    List<Namespace> all = new ArrayList<>(List.of(own));
    for (String name : io.namespaces()) {
      Namespace namespace = io.find(name);
      if (namespace != null) {
        all.add(namespace);
      }
    }
    all.sort(Comparator.comparing(Namespace::name));
    return all;
  }

  /** One of the application's; null if it has none of that name. */
  @Nullable Namespace find(String name) {
    return io.find(name);
  }

  /** Tells of each that is made from now on. */
  void onNew(Consumer<Namespace> listener) {
    io.server().onNewNamespace(listener);
  }
}
