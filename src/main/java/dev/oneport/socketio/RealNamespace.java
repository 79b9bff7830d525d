package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import dev.oneport.Middleware;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Selection;
import dev.oneport.protocol.json.EncodedArguments;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One namespace of one application. Any thread. */
final class RealNamespace implements Namespace, BroadcastTarget {
  private final String name;
  private final RealServer server;
  private final Environment environment;
  private final Adapter adapter;
  private final NamespaceSetup setup;
  private final Map<String, RealSocket> sockets = new ConcurrentHashMap<>();
  private final AtomicLong ackIds = new AtomicLong();
  private final Occupancy occupancy = new Occupancy();

  /** Called when nobody is in it any more; null if it stays whatever happens. */
  private final @Nullable Consumer<RealNamespace> onEmpty;

  /** Completed when the application has been told of it. */
  private final CompletableFuture<@Nullable Void> announced = new CompletableFuture<>();

  RealNamespace(
      String name,
      RealServer server,
      Environment environment,
      NamespaceSetup setup,
      @Nullable Consumer<RealNamespace> onEmpty) {
    this.name = name;
    this.server = server;
    this.environment = environment;
    this.adapter = environment.adapters().of(name);
    this.setup = setup;
    this.onEmpty = onEmpty;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Namespace use(Middleware middleware) {
    server.ensureRunning();
    setup.use(middleware);
    return this;
  }

  @Override
  public Namespace onConnection(Consumer<Socket> listener) {
    server.ensureRunning();
    setup.onConnection(listener);
    return this;
  }

  void addHandlers(NamespaceHandlers more) {
    setup.addHandlers(more);
  }

  List<NamespaceHandlers> handlers() {
    return setup.handlers();
  }

  /** What a socket passes before it is in: middleware, then the handlers that all sockets share. */
  Connecting connecting(RealSocket socket, Connecting.Outcome outcome) {
    return setup.connecting(socket, outcome);
  }

  List<Consumer<Socket>> listeners() {
    return setup.listeners();
  }

  Adapter adapter() {
    return adapter;
  }

  Environment environment() {
    return environment;
  }

  long nextAckId() {
    return ackIds.getAndIncrement();
  }

  /**
   * Keeps the namespace for a socket that is about to connect; each is matched by {@link #leave}.
   *
   * @return false if it has been removed
   */
  boolean enter() {
    return occupancy.enter();
  }

  /** Who entered is gone, or was refused. */
  void leave() {
    if (occupancy.leave() && onEmpty != null) {
      onEmpty.accept(this);
    }
  }

  /** Keeps it from being entered, if nobody is in it. */
  boolean closeIfEmpty() {
    return occupancy.closeIfEmpty();
  }

  /** The application has been told of it: clients may come. */
  void announced() {
    announced.complete(null);
  }

  /** Runs a task once clients may come; on this thread if they may already. */
  void whenAnnounced(Runnable task) {
    var unused = announced.thenRun(task);
  }

  void add(RealSocket socket) {
    sockets.put(socket.id(), socket);
  }

  /** A socket that had entered is gone. */
  void remove(RealSocket socket) {
    sockets.remove(socket.id());
    leave();
  }

  @Override
  public void broadcast(Selection selection, String event, @Nullable Object[] args) {
    server.ensureRunning();
    OwnEvents.check(event);
    broadcast(selection, event, environment.json().encode(args));
  }

  void broadcast(Selection selection, String event, EncodedArguments args) {
    adapter.broadcast(new Broadcast(name, event, args, selection));
  }

  @Override
  public Collection<Socket> sockets() {
    server.ensureRunning();
    return Collections.unmodifiableCollection(sockets.values());
  }

  @Override
  public Optional<Socket> socket(String id) {
    server.ensureRunning();
    return Optional.ofNullable(sockets.get(id));
  }

  @Override
  public Set<String> rooms() {
    server.ensureRunning();
    return adapter.rooms();
  }

  @Override
  public Set<String> members(String room) {
    server.ensureRunning();
    return adapter.members(room);
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

  private BroadcastOperator everybody() {
    server.ensureRunning();
    return new RealBroadcastOperator(this, Selection.EVERYBODY);
  }
}
