package dev.oneport.socketio;

import dev.oneport.ArgumentsHandler;
import dev.oneport.BroadcastOperator;
import dev.oneport.Middleware;
import dev.oneport.Namespace;
import dev.oneport.RemoteSocket;
import dev.oneport.RoomListener;
import dev.oneport.Socket;
import dev.oneport.WhenFull;
import dev.oneport.adapter.AckCollector;
import dev.oneport.adapter.AckRequest;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.AdapterHost;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Delivered;
import dev.oneport.adapter.Flags;
import dev.oneport.adapter.Selection;
import dev.oneport.adapter.SocketSnapshot;
import dev.oneport.protocol.json.EncodedArguments;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One namespace of one application. Any thread. */
final class RealNamespace extends AllRecipients implements Namespace, BroadcastTarget {
  private final String name;
  private final RealServer server;
  private final Environment environment;
  private final Adapter adapter;
  private final NamespaceSetup setup;
  private final Map<String, RealSocket> sockets = new ConcurrentHashMap<>();
  private final AtomicLong ackIds = new AtomicLong();
  private final NamespaceEvents events;
  private final Occupancy occupancy = new Occupancy();
  private final Recovery recovery;

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
    this.recovery = new Recovery(environment.recovery(), adapter);
    this.setup = setup;
    this.onEmpty = onEmpty;
    this.events = new NamespaceEvents(this, environment);
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

  @Override
  public Namespace onRoomEvent(RoomListener listener) {
    server.ensureRunning();
    events.onRoomEvent(listener);
    return this;
  }

  @Override
  public Namespace defaultWhenFull(WhenFull policy) {
    server.ensureRunning();
    setup.whenFull(policy);
    return this;
  }

  /** With what the namespace says of slow clients, where the emit does not. */
  Flags complete(Flags flags) {
    WhenFull own = setup.whenFull();
    WhenFull setting = environment.config().namespaces().whenFull();
    return flags.orWhenFull(own == null ? setting : own.or(setting));
  }

  private Selection complete(Selection selection) {
    return selection.with(complete(selection.flags()));
  }

  @Override
  public Namespace onServerEvent(String event, ArgumentsHandler handler) {
    server.ensureRunning();
    events.onServerEvent(event, handler);
    return this;
  }

  @Override
  public void serverSideEmit(String event, @Nullable Object... args) {
    server.ensureRunning();
    NamespaceEvents.check(event);
    adapter.serverSideEmit(event, environment.json().encode(args), null);
  }

  @Override
  public <R> CompletionStage<List<R>> serverSideEmitWithAck(
      String event, Class<R> type, @Nullable Object... args) {
    server.ensureRunning();
    NamespaceEvents.check(event);
    EncodedArguments encoded = environment.json().encode(args);
    BroadcastAcks answers = new BroadcastAcks(type, environment, 0);
    answers.servers(1);
    adapter.serverSideEmit(event, encoded, answers);
    return answers.result();
  }

  void addHandlers(NamespaceHandlers more) {
    setup.addHandlers(more);
  }

  List<NamespaceHandlers> handlers() {
    return setup.handlers();
  }

  /** What a socket passes before it is in: middleware, then the handlers that all sockets share. */
  Connecting connecting(RealSocket socket, Connecting.Outcome outcome) {
    boolean skip = socket.recovered() && recovery.skipsMiddlewares();
    return setup.connecting(socket, skip, outcome);
  }

  List<Consumer<Socket>> listeners() {
    return setup.listeners();
  }

  /** What its adapter is told of it. */
  AdapterHost host() {
    return events;
  }

  Adapter adapter() {
    return adapter;
  }

  Recovery recovery() {
    return recovery;
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
    if (occupancy.leave()) {
      checkEmpty();
    }
  }

  /** It may be empty now. */
  void checkEmpty() {
    if (onEmpty != null) {
      onEmpty.accept(this);
    }
  }

  /** Keeps it from being entered, if nobody is in it. */
  boolean closeIfEmpty() {
    return occupancy.closeIfEmpty();
  }

  /** Lets it be entered again. */
  void reopen() {
    occupancy.reopen();
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
    recovery.add(socket);
  }

  /** A socket that had entered is gone. */
  void remove(RealSocket socket) {
    sockets.remove(socket.id(), socket);
    recovery.remove(socket);
    leave();
  }

  @Override
  public EmittedArguments encode(String event, @Nullable Object[] args) {
    server.ensureRunning();
    OwnEvents.check(event);
    return EmittedArguments.of(environment.json(), args);
  }

  @Override
  public void broadcast(Selection selection, String event, EmittedArguments args) {
    var unused = deliver(selection, event, args);
  }

  /** Emits an event and tells what became of it. */
  Delivered deliver(Selection selection, String event, EmittedArguments args) {
    Broadcast broadcast =
        new Broadcast(name, event, args.encoded(), complete(selection))
            .withOriginals(args.originals());
    Delivered delivered = adapter.broadcast(broadcast);
    broadcast.forgetOriginals();
    return delivered;
  }

  @Override
  public <R> CompletionStage<List<R>> broadcastWithAck(
      Selection selection, String event, Class<R> type, EmittedArguments args) {
    BroadcastAcks answers = new BroadcastAcks(type, environment, selection.flags().timeoutMillis());
    answers.servers(broadcastWithAck(selection, event, args, answers));
    return answers.result();
  }

  /**
   * Asks for answers.
   *
   * @return how many servers will tell the collector what to expect
   */
  CompletionStage<Integer> broadcastWithAck(
      Selection selection, String event, EmittedArguments args, AckCollector answers) {
    AckRequest request = new AckRequest(nextAckId(), answers);
    Broadcast broadcast =
        new Broadcast(name, event, args.encoded(), complete(selection), request)
            .withOriginals(args.originals());
    adapter.broadcastWithAck(broadcast);
    broadcast.forgetOriginals();
    return adapter.serverCount();
  }

  @Override
  public CompletionStage<List<RemoteSocket>> fetchSockets(Selection selection) {
    server.ensureRunning();
    return adapter
        .fetchSockets(selection)
        .thenApply(found -> found.stream().map(this::remote).toList());
  }

  private RemoteSocket remote(SocketSnapshot snapshot) {
    return new RealRemoteSocket(this, snapshot, Flags.NONE);
  }

  @Override
  public void join(Selection selection, Set<String> rooms) {
    server.ensureRunning();
    adapter.addSockets(selection, rooms);
  }

  @Override
  public void leave(Selection selection, Set<String> rooms) {
    server.ensureRunning();
    adapter.delSockets(selection, rooms);
  }

  @Override
  public void disconnect(Selection selection, boolean close) {
    server.ensureRunning();
    adapter.disconnectSockets(selection, close);
  }

  @Override
  public BroadcastTarget deferred() {
    return new AfterCommit(this, environment.transactions());
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
  BroadcastOperator everybody() {
    server.ensureRunning();
    return new RealBroadcastOperator(this, Selection.EVERYBODY);
  }
}
