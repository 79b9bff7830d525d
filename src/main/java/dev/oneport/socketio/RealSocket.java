package dev.oneport.socketio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.Ack;
import dev.oneport.AckOperator;
import dev.oneport.ArgumentsHandler;
import dev.oneport.BroadcastOperator;
import dev.oneport.DisconnectReason;
import dev.oneport.EventArguments;
import dev.oneport.EventHandler;
import dev.oneport.Handshake;
import dev.oneport.JsonBindingException;
import dev.oneport.Namespace;
import dev.oneport.Socket;
import dev.oneport.TransportName;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Recipient;
import dev.oneport.concurrent.SerialExecutor;
import dev.oneport.engineio.RandomId;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.json.JsonBinding;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client in one namespace.
 *
 * <pre>
 * phase       connect          emit        end
 * CONNECTING  -> CONNECTED     held        -> GONE, no disconnect handler
 * CONNECTED   -                sent        -> GONE, disconnect handlers
 * GONE        -                dropped     -
 * </pre>
 *
 * <p>Packets come in the session lane; handlers run in the handler lane; the API is for any thread.
 */
final class RealSocket implements Socket, Recipient {
  private static final System.Logger LOG = System.getLogger(RealSocket.class.getName());

  /** What an event without payload still costs while it waits. */
  private static final int EVENT_OVERHEAD_BYTES = 64;

  private static final Duration MAX_TIMEOUT = Duration.ofDays(24);

  /** The client did not want to leave: what it sent before is not what counts now. */
  private static final Set<DisconnectReason> SERVER_SIDE =
      EnumSet.of(
          DisconnectReason.SERVER_NAMESPACE_DISCONNECT,
          DisconnectReason.FORCED_SERVER_CLOSE,
          DisconnectReason.FORCED_CLOSE,
          DisconnectReason.SERVER_SHUTTING_DOWN);

  private enum Phase {
    CONNECTING,
    CONNECTED,
    GONE
  }

  private final String id = RandomId.publicId();
  private final RealNamespace namespace;
  private final Client client;
  private final Handshake handshake;
  private final Environment environment;
  private final SerialExecutor handlerLane;
  private final AckRegistry acks;
  private final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>();
  private final Map<String, List<ArgumentsHandler>> handlers = new ConcurrentHashMap<>();
  private final List<Consumer<DisconnectReason>> disconnectingHandlers =
      new CopyOnWriteArrayList<>();
  private final List<Consumer<DisconnectReason>> disconnectHandlers = new CopyOnWriteArrayList<>();

  /** Bytes of events received and not yet handled. */
  private final AtomicLong unhandledBytes = new AtomicLong();

  private final Object lock = new Object();

  /** Written under the lock; read without it where CONNECTED is all that matters. */
  private volatile Phase phase = Phase.CONNECTING;

  /** What was sent before the client was told that it is connected. */
  @GuardedBy("lock")
  private List<EncodedPacket> held = new ArrayList<>();

  /** Whether the server ended it: then events that still wait are not handled any more. */
  private volatile boolean endedByServer;

  /** While connecting the rooms to join, while disconnect handlers run those it was in. */
  @GuardedBy("lock")
  private Set<String> roomsAside = new LinkedHashSet<>();

  RealSocket(RealNamespace namespace, Client client, Handshake handshake) {
    this.namespace = namespace;
    this.client = client;
    this.handshake = handshake;
    this.environment = namespace.environment();
    this.handlerLane = new SerialExecutor(environment.handlers());
    this.acks =
        new AckRegistry(environment.timers(), environment.json(), environment.completions());
    roomsAside.add(id);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Namespace namespace() {
    return namespace;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public ConcurrentMap<String, Object> data() {
    return data;
  }

  @Override
  public boolean connected() {
    return phase == Phase.CONNECTED;
  }

  @Override
  public TransportName transport() {
    return client.transport();
  }

  @Override
  public <T> void on(String event, Class<T> type, EventHandler<? super T> handler) {
    on(event, (arguments, ack) -> handler.onEvent(arguments.get(0, type), ack));
  }

  @Override
  public void on(String event, ArgumentsHandler handler) {
    handlers.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>()).add(handler);
  }

  @Override
  public void off(String event) {
    handlers.remove(event);
  }

  @Override
  public void onDisconnecting(Consumer<DisconnectReason> handler) {
    disconnectingHandlers.add(handler);
  }

  @Override
  public void onDisconnect(Consumer<DisconnectReason> handler) {
    disconnectHandlers.add(handler);
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    OwnEvents.check(event);
    send(
        PacketEncoder.event(
            namespace.name(), SocketIoPacket.Event.NO_ACK, event, json().encode(args)));
  }

  @Override
  public <R> CompletionStage<R> emitWithAck(String event, Class<R> type, @Nullable Object... args) {
    return emitWithAck(event, type, null, args);
  }

  @Override
  public AckOperator timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout=" + timeout + ": must be more than zero and at most " + MAX_TIMEOUT);
    }
    return new AckOperator() {
      @Override
      public <R> CompletionStage<R> emitWithAck(
          String event, Class<R> type, @Nullable Object... args) {
        return RealSocket.this.emitWithAck(event, type, timeout, args);
      }
    };
  }

  @SuppressWarnings("unchecked") // The registry binds the answer to this very type.
  private <R> CompletionStage<R> emitWithAck(
      String event, Class<R> type, @Nullable Duration timeout, @Nullable Object... args) {
    OwnEvents.check(event);
    long ackId = namespace.nextAckId();
    EncodedPacket packet = PacketEncoder.event(namespace.name(), ackId, event, json().encode(args));
    CompletionStage<R> answer = (CompletionStage<R>) acks.expect(ackId, type, timeout);
    send(packet);
    return answer;
  }

  @Override
  public BroadcastOperator to(String... rooms) {
    return broadcast().to(rooms);
  }

  @Override
  public BroadcastOperator except(String... rooms) {
    return broadcast().except(rooms);
  }

  @Override
  public BroadcastOperator broadcast() {
    return namespace.except(id);
  }

  @Override
  public void join(String... rooms) {
    Set<String> names = new LinkedHashSet<>();
    Collections.addAll(names, rooms);
    synchronized (lock) {
      if (phase == Phase.CONNECTING) {
        names.addAll(roomsAside);
        checkRooms(names.size() <= maxRooms());
        roomsAside = names;
        return;
      }
    }
    boolean joined = namespace.adapter().join(this, names, maxRooms());
    checkRooms(joined || phase == Phase.GONE);
  }

  private int maxRooms() {
    return environment.config().maxRoomsPerSocket() + 1;
  }

  private void checkRooms(boolean ok) {
    if (!ok) {
      throw new IllegalStateException(
          "a socket may be in "
              + environment.config().maxRoomsPerSocket()
              + " rooms at most (oneport.maxRoomsPerSocket)");
    }
  }

  @Override
  public void leave(String room) {
    synchronized (lock) {
      if (phase == Phase.CONNECTING) {
        roomsAside.remove(room);
        return;
      }
    }
    namespace.adapter().leave(this, room);
  }

  @Override
  public Set<String> rooms() {
    Set<String> rooms = new LinkedHashSet<>(namespace.adapter().roomsOf(id));
    synchronized (lock) {
      rooms.addAll(roomsAside);
    }
    return rooms;
  }

  @Override
  public long queuedBytes() {
    return client.queuedBytes();
  }

  @Override
  public void disconnect() {
    client.disconnect(this);
  }

  @Override
  public void disconnectClient() {
    client.disconnect();
  }

  @Override
  public void deliver(Broadcast broadcast) {
    send(broadcast.socketIo());
  }

  /** Sends a packet now, or once the client was told that it is connected. Any thread. */
  void send(EncodedPacket packet) {
    if (phase != Phase.CONNECTED) {
      synchronized (lock) {
        if (phase == Phase.CONNECTING) {
          held.add(packet);
        }
        if (phase != Phase.CONNECTED) {
          return;
        }
      }
    }
    client.send(packet);
  }

  JsonBinding json() {
    return environment.json();
  }

  /** Runs a task in the handler lane; nothing if the application is being stopped. */
  void inHandlerLane(Runnable task) {
    try {
      handlerLane.execute(task);
    } catch (RejectedExecutionException stopped) {
      LOG.log(Level.DEBUG, "a handler was not run: the application is being stopped");
    }
  }

  /** The application let it in: tells the client, then what was held, then the application. */
  void connect() {
    namespace.adapter().add(this);
    namespace.add(this);
    client.send(PacketEncoder.connect(namespace.name(), "{\"sid\":\"" + id + "\"}"));
    release();
    inHandlerLane(
        () -> {
          for (Consumer<Socket> listener : namespace.listeners()) {
            runHandler("connection", () -> listener.accept(this));
          }
        });
  }

  /**
   * Joins the rooms set aside and sends what was held; repeats until nothing changed meanwhile,
   * since what one thread does must keep its order.
   */
  private void release() {
    Set<String> joined = Set.of();
    for (; ; ) {
      List<EncodedPacket> packets;
      Set<String> wanted;
      synchronized (lock) {
        packets = held;
        wanted = Set.copyOf(roomsAside);
        if (packets.isEmpty() && wanted.equals(joined)) {
          phase = Phase.CONNECTED;
          roomsAside = Set.of();
          return;
        }
        held = new ArrayList<>();
      }
      for (String room : joined) {
        if (!wanted.contains(room)) {
          namespace.adapter().leave(this, room);
        }
      }
      namespace.adapter().join(this, wanted, maxRooms());
      joined = wanted;
      packets.forEach(client::send);
    }
  }

  /**
   * An event came; session lane.
   *
   * @return false if too much waits to be handled
   */
  boolean onEvent(SocketIoPacket.Event event) {
    long cost = (long) event.arguments().byteLength() + EVENT_OVERHEAD_BYTES;
    if (unhandledBytes.addAndGet(cost) > environment.config().handlerQueueBytes()) {
      return false;
    }
    inHandlerLane(
        () -> {
          try {
            handle(event);
          } finally {
            unhandledBytes.addAndGet(-cost);
          }
        });
    return true;
  }

  /** An acknowledgement came; session lane. */
  void onAck(SocketIoPacket.Ack ack) {
    acks.onAck(ack.ackId(), ack.arguments());
  }

  /** It is over; any thread. Only the first call counts. */
  void end(DisconnectReason reason) {
    boolean wasConnected;
    synchronized (lock) {
      if (phase == Phase.GONE) {
        return;
      }
      wasConnected = phase == Phase.CONNECTED;
      endedByServer = SERVER_SIDE.contains(reason);
      phase = Phase.GONE;
      held = List.of();
      roomsAside = Set.of();
    }
    Set<String> rooms = namespace.adapter().remove(this);
    namespace.remove(this);
    acks.close(reason);
    if (wasConnected) {
      inHandlerLane(() -> handleDisconnect(reason, rooms));
    }
  }

  private void handle(SocketIoPacket.Event event) {
    if (endedByServer) {
      return;
    }
    String name = event.name();
    EventArguments arguments = new ReceivedArguments(event.arguments(), json());
    Ack ack = new RealAck(this, event.ackId());
    for (ArgumentsHandler handler : handlers.getOrDefault(name, List.of())) {
      runHandler(name, () -> handler.onEvent(arguments, ack));
    }
    for (NamespaceHandlers shared : namespace.handlers()) {
      NamespaceHandlers.SocketEventHandler handler = shared.handler(name);
      if (handler != null) {
        runHandler(name, () -> handler.onEvent(this, arguments, ack));
      }
    }
  }

  private void handleDisconnect(DisconnectReason reason, Set<String> rooms) {
    synchronized (lock) {
      roomsAside = rooms;
    }
    for (Consumer<DisconnectReason> handler : disconnectingHandlers) {
      runHandler("disconnecting", () -> handler.accept(reason));
    }
    synchronized (lock) {
      roomsAside = Set.of();
    }
    for (Consumer<DisconnectReason> handler : disconnectHandlers) {
      runHandler("disconnect", () -> handler.accept(reason));
    }
    for (NamespaceHandlers shared : namespace.handlers()) {
      runHandler("disconnect", () -> shared.onDisconnect(this, reason));
    }
  }

  private interface HandlerCall {
    void run() throws Exception;
  }

  /** A handler's exception is logged once and ends neither the lane nor the socket. */
  private void runHandler(String event, HandlerCall call) {
    try {
      call.run();
    } catch (JsonBindingException peersMistake) {
      LOG.log(
          Level.WARNING,
          "Event \"{0}\" of socket {1} in {2}: {3}",
          event,
          id,
          namespace.name(),
          peersMistake.getMessage());
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      LOG.log(
          Level.WARNING,
          "The handler of \"" + event + "\" failed for socket " + id + " in " + namespace.name(),
          e);
    }
  }
}
