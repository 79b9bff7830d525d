package dev.oneport.socketio;

import dev.oneport.BroadcastOperator;
import dev.oneport.Middleware;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Broadcast;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One namespace of one application. Any thread. */
final class RealNamespace implements Namespace {
  private final String name;
  private final RealServer server;
  private final Environment environment;
  private final Adapter adapter;
  private final List<Middleware> middlewares = new CopyOnWriteArrayList<>();
  private final List<Consumer<Socket>> listeners = new CopyOnWriteArrayList<>();
  private final List<NamespaceHandlers> handlers = new CopyOnWriteArrayList<>();
  private final Map<String, RealSocket> sockets = new ConcurrentHashMap<>();
  private final AtomicLong ackIds = new AtomicLong();

  RealNamespace(String name, RealServer server, Environment environment) {
    this.name = name;
    this.server = server;
    this.environment = environment;
    this.adapter = environment.adapters().of(name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Namespace use(Middleware middleware) {
    server.ensureRunning();
    middlewares.add(middleware);
    return this;
  }

  @Override
  public Namespace onConnection(Consumer<Socket> listener) {
    server.ensureRunning();
    listeners.add(listener);
    return this;
  }

  void addHandlers(NamespaceHandlers more) {
    handlers.add(more);
  }

  List<NamespaceHandlers> handlers() {
    return handlers;
  }

  /** What a socket passes before it is in: middleware, then the handlers that all sockets share. */
  Connecting connecting(RealSocket socket, Connecting.Outcome outcome) {
    return new Connecting(socket, List.copyOf(middlewares), List.copyOf(handlers), outcome);
  }

  List<Consumer<Socket>> listeners() {
    return listeners;
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

  void add(RealSocket socket) {
    sockets.put(socket.id(), socket);
  }

  void remove(RealSocket socket) {
    sockets.remove(socket.id());
  }

  void broadcast(String event, @Nullable Object[] args, Set<String> rooms, Set<String> except) {
    server.ensureRunning();
    OwnEvents.check(event);
    adapter.broadcast(new Broadcast(name, event, environment.json().encode(args), rooms, except));
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
    broadcast(event, args, Set.of(), Set.of());
  }

  private BroadcastOperator everybody() {
    server.ensureRunning();
    return new RealBroadcastOperator(this, Set.of(), Set.of());
  }
}
