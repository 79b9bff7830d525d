package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import dev.oneport.Middleware;
import dev.oneport.Namespace;
import dev.oneport.NamespaceFilter;
import dev.oneport.ParentNamespace;
import dev.oneport.RemoteSocket;
import dev.oneport.Socket;
import dev.oneport.WhenFull;
import dev.oneport.adapter.Selection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes children, and speaks to all of them. Any thread. */
final class RealParentNamespace extends AllRecipients implements ParentNamespace, BroadcastTarget {
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
  public ParentNamespace defaultWhenFull(WhenFull policy) {
    server.ensureRunning();
    setup.whenFull(policy);
    return this;
  }

  @Override
  public Collection<Namespace> children() {
    server.ensureRunning();
    return List.copyOf(children);
  }

  @Override
  public EmittedArguments encode(String event, @Nullable Object[] args) {
    server.ensureRunning();
    OwnEvents.check(event);
    return EmittedArguments.of(server.environment().json(), args);
  }

  @Override
  public void broadcast(Selection selection, String event, EmittedArguments args) {
    children.forEach(child -> child.broadcast(selection, event, args));
  }

  @Override
  public <R> CompletionStage<List<R>> broadcastWithAck(
      Selection selection, String event, Class<R> type, EmittedArguments args) {
    BroadcastAcks answers =
        new BroadcastAcks(type, server.environment(), selection.flags().timeoutMillis());
    CompletionStage<Integer> servers = CompletableFuture.completedFuture(0);
    for (RealNamespace child : children) {
      servers =
          servers.thenCombine(
              child.broadcastWithAck(selection, event, args, answers), Integer::sum);
    }
    answers.servers(servers);
    return answers.result();
  }

  @Override
  public CompletionStage<List<RemoteSocket>> fetchSockets(Selection selection) {
    throw new UnsupportedOperationException("fetchSockets() is not supported on parent namespaces");
  }

  @Override
  public void join(Selection selection, Set<String> rooms) {
    server.ensureRunning();
    children.forEach(child -> child.join(selection, rooms));
  }

  @Override
  public void leave(Selection selection, Set<String> rooms) {
    server.ensureRunning();
    children.forEach(child -> child.leave(selection, rooms));
  }

  @Override
  public void disconnect(Selection selection, boolean close) {
    server.ensureRunning();
    children.forEach(child -> child.disconnect(selection, close));
  }

  @Override
  public BroadcastTarget deferred() {
    return new AfterCommit(this, server.environment().transactions());
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

  @Override
  BroadcastOperator everybody() {
    server.ensureRunning();
    return new RealBroadcastOperator(this, Selection.EVERYBODY);
  }
}
