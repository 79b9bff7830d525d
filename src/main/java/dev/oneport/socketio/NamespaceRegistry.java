package dev.oneport.socketio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.ConnectRefused;
import dev.oneport.Namespace;
import dev.oneport.NamespaceFilter;
import dev.oneport.adapter.Adapter;
import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of one application: those it made, and the children that clients may make. Any
 * thread.
 *
 * <p>The lock makes making and removing one step each, so that there is never more than one
 * namespace of a name, nor one without its adapter. Nothing of the application's runs under it.
 */
final class NamespaceRegistry {
  private static final System.Logger LOG = System.getLogger(NamespaceRegistry.class.getName());

  private final Map<String, RealNamespace> namespaces = new ConcurrentHashMap<>();
  private final List<RealParentNamespace> parents = new CopyOnWriteArrayList<>();
  private final List<Consumer<Namespace>> listeners = new CopyOnWriteArrayList<>();

  /** Names of the server's own namespaces, where the application has nothing to say. */
  private final Set<String> reserved = ConcurrentHashMap.newKeySet();

  /** Those of all namespaces. */
  private final List<NamespaceHandlers> handlers = new CopyOnWriteArrayList<>();

  private final RealServer server;
  private final Environment environment;
  private final Object lock = new Object();

  /** Children that clients made and that are still there. */
  @GuardedBy("lock")
  private int clientMade;

  /** Who makes a namespace. */
  private enum Maker {
    APPLICATION,
    CLIENT
  }

  NamespaceRegistry(RealServer server, Environment environment) {
    this.server = server;
    this.environment = environment;
    environment.adapters().onUnused(this::onUnused);
  }

  /** The namespace of that name, made if there is none: a child where a pattern has its name. */
  RealNamespace of(String name) {
    RealNamespace found = namespaces.get(name);
    if (found != null) {
      return found;
    }
    for (RealParentNamespace parent : parents) {
      if (parent.hasPatternOf(name)) {
        return make(name, parent, Maker.APPLICATION);
      }
    }
    return make(name, null, Maker.APPLICATION);
  }

  /** Makes a namespace the server's own. */
  RealNamespace reserve(String name) {
    reserved.add(name);
    return of(name);
  }

  /** Whether a namespace is the server's own. */
  boolean isReserved(String name) {
    return reserved.contains(name);
  }

  /** The names of the application's; a snapshot. */
  Set<String> names() {
    return namespaces.keySet().stream()
        .filter(name -> !isReserved(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The namespace of that name; null if there is none. */
  @Nullable RealNamespace find(String name) {
    return namespaces.get(name);
  }

  /** The namespace of that name, if it is the application's; null if it has none. */
  @Nullable RealNamespace findApplications(String name) {
    return isReserved(name) ? null : find(name);
  }

  RealParentNamespace addParent(NamespaceFilter filter, @Nullable Pattern pattern) {
    synchronized (lock) {
      RealParentNamespace parent =
          new RealParentNamespace("/_" + parents.size(), server, filter, pattern);
      parents.add(parent);
      return parent;
    }
  }

  /** Adds handlers to all namespaces of the application, those to come included. */
  void addHandlers(NamespaceHandlers more) {
    synchronized (lock) {
      handlers.add(more);
      namespaces.values().stream()
          .filter(namespace -> !isReserved(namespace.name()))
          .forEach(namespace -> namespace.addHandlers(more));
    }
  }

  void onNewNamespace(Consumer<Namespace> listener) {
    listeners.add(listener);
  }

  /** Asks the parents there are now for a namespace of that name, on a thread of handlers. */
  void lookUp(String name, JsonObject auth, NamespaceLookup.Outcome outcome) {
    new NamespaceLookup(name, auth, List.copyOf(parents), this, environment.handlers(), outcome)
        .start();
  }

  /**
   * The child of that name, entered; made unless it has been meanwhile.
   *
   * @throws ConnectRefused if clients have made as many as they may
   */
  RealNamespace enterChild(String name, RealParentNamespace parent) {
    for (; ; ) {
      RealNamespace child = make(name, parent, Maker.CLIENT);
      if (child.enter()) {
        return child;
      }
    }
  }

  private RealNamespace make(String name, @Nullable RealParentNamespace parent, Maker maker) {
    RealNamespace made;
    synchronized (lock) {
      RealNamespace existing = namespaces.get(name);
      if (existing != null) {
        return existing;
      }
      boolean byClient = maker == Maker.CLIENT;
      if (byClient && clientMade >= environment.config().namespaces().maxChildren()) {
        throw new ConnectRefused("too many namespaces");
      }
      clientMade += byClient ? 1 : 0;
      made =
          parent == null
              ? new RealNamespace(name, server, environment, new NamespaceSetup(), null)
              : new RealNamespace(
                  name,
                  server,
                  environment,
                  parent.setup().copy(),
                  empty -> removeIfEmpty(empty, parent, byClient));
      if (!isReserved(name)) {
        handlers.forEach(made::addHandlers);
      }
      namespaces.put(name, made);
      if (parent != null) {
        parent.add(made);
      }
    }
    announce(made);
    return made;
  }

  private void announce(RealNamespace made) {
    made.adapter().init(made.host());
    try {
      if (!made.name().equals(RealServer.MAIN)) {
        listeners.forEach(listener -> announceTo(listener, made));
      }
    } finally {
      made.announced();
    }
  }

  private static void announceTo(Consumer<Namespace> listener, RealNamespace made) {
    try {
      listener.accept(made);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      LOG.log(
          Level.WARNING,
          "listener-failed: A listener for new namespaces failed for " + made.name(),
          e);
    }
  }

  /** A namespace has lost its last subscriber: what its sockets have left before may go now. */
  private void onUnused(String name) {
    RealNamespace namespace = namespaces.get(name);
    if (namespace != null) {
      namespace.checkEmpty();
      return;
    }
    Adapter ofNone;
    synchronized (lock) {
      ofNone = namespaces.containsKey(name) ? null : environment.adapters().remove(name);
    }
    if (ofNone != null) {
      ofNone.close();
    }
  }

  private void removeIfEmpty(RealNamespace child, RealParentNamespace parent, boolean byClient) {
    if (!environment.config().namespaces().cleanupEmptyChildren()) {
      return;
    }
    Adapter adapter;
    synchronized (lock) {
      if (!child.closeIfEmpty()) {
        return;
      }
      adapter = environment.adapters().remove(child.name());
      if (adapter == null) {
        child.reopen();
        return;
      }
      clientMade -= byClient ? 1 : 0;
      namespaces.remove(child.name());
      parent.remove(child);
    }
    adapter.close();
  }
}
