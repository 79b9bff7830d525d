package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import dev.oneport.Middleware;
import dev.oneport.Namespace;
import dev.oneport.NamespaceFilter;
import dev.oneport.ParentNamespace;
import dev.oneport.Socket;
import dev.oneport.adapter.Selection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes children, and speaks to all of them. Any thread. */
final class RealParentNamespace implements ParentNamespace, BroadcastTarget {
  private final String name;
  private final RealServer server;
  private final NamespaceFilter filter;

  /** What the filter looks for, where that is a pattern. */
  private final @Nullable Pattern pattern;

  private final NamespaceSetup setup = new NamespaceSetup();
  private final Set<RealNamespace> children = ConcurrentHashMap.newKeySet();

  RealParentNamespace(
      String name, RealServer server, NamespaceFilter filter, @Nullable Pattern pattern) {
    this.name = name;
    this.server = server;
    this.filter = filter;
    this.pattern = pattern;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ParentNamespace use(Middleware middleware) {
    server.ensureRunning();
    setup.use(middleware);
    return this;
  }

  @Override
  public ParentNamespace onConnection(Consumer<Socket> listener) {
    server.ensureRunning();
    setup.onConnection(listener);
    return this;
  }

  @Override
  public Collection<Namespace> children() {
    server.ensureRunning();
    return List.copyOf(children);
  }

  @Override
  public BroadcastOperator to(String... rooms) {
    return everybody().to(rooms);
  }

  @Override
  public BroadcastOperator except(String... rooms) {
    return everybody().except(rooms);
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    broadcast(Selection.EVERYBODY, event, args);
  }

  @Override
  public void broadcast(Selection selection, String event, @Nullable Object[] args) {
    server.ensureRunning();
    OwnEvents.check(event);
    var encoded = server.environment().json().encode(args);
    children.forEach(child -> child.broadcast(selection, event, encoded));
  }

  NamespaceSetup setup() {
    return setup;
  }

  NamespaceFilter filter() {
    return filter;
  }

  /** Whether a namespace of that name is a child, whoever makes it. */
  boolean hasPatternOf(String namespace) {
    return pattern != null && pattern.matcher(namespace).find();
  }

  void add(RealNamespace child) {
    children.add(child);
  }

  void remove(RealNamespace child) {
    children.remove(child);
  }

  private BroadcastOperator everybody() {
    server.ensureRunning();
    return new RealBroadcastOperator(this, Selection.EVERYBODY);
  }
}
