package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.AnyHandler;
import dev.oneport.ArgumentsHandler;
import dev.oneport.BroadcastOperator;
import dev.oneport.ClientSession;
import dev.oneport.DisconnectHandler;
import dev.oneport.DisconnectReason;
import dev.oneport.Emitter;
import dev.oneport.EventArguments;
import dev.oneport.EventHandler;
import dev.oneport.Handshake;
import dev.oneport.OutgoingHandler;
import dev.oneport.Socket;
import dev.oneport.SocketMiddleware;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import dev.oneport.adapter.AckRequest;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Recipient;
import dev.oneport.adapter.RecoverableSession;
import dev.oneport.adapter.SocketSnapshot;
import dev.oneport.concurrent.Moment;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.socketio.PacketEncoder;
import dev.oneport.protocol.socketio.SocketIoPacket;
import dev.oneport.session.PublicHandshake;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
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

  private final Identity identity;
  private final RealNamespace namespace;
  private final Peer peer;

  /** Its user never changes, what that may does. Written in the session lane. */
  private volatile Handshake handshake;

  /** Stands for it in rooms. */
  private final Recipient recipient;

  private final HandlerLane lane;
  private final SocketRooms rooms;
  private final Outgoing outgoing;
  private final SocketEmitter emitter;
  private final Incoming incoming;
  private final Listeners<DisconnectHandler> disconnectingHandlers = new Listeners<>();
  private final Listeners<DisconnectHandler> disconnectHandlers = new Listeners<>();

  /** Written in the session lane. */
  private volatile Phase phase = Phase.CONNECTING;

  RealSocket(RealNamespace namespace, Peer peer, Handshake handshake, Identity identity) {
    Environment environment = namespace.environment();
    RecoverableSession session = identity.session();
    this.identity = identity;
    this.namespace = namespace;
    this.peer = peer;
    this.recipient = peer.recipient(this);
    this.handshake = handshake;
    this.lane =
        new HandlerLane(environment.handlers(), peer.nameInLogs(identity.id()), namespace.name());
    this.rooms =
        new SocketRooms(
            namespace.adapter(),
            recipient,
            session == null ? Set.of() : session.rooms(),
            environment.config().maxRoomsPerSocket());
    this.outgoing = new Outgoing(namespace, peer, recipient, session, lane);
    this.emitter = new SocketEmitter(outgoing);
    this.incoming = new Incoming(this, namespace, lane);
  }

  @Override
  public String id() {
    return identity.id();
  }

  @Override
  public boolean recovered() {
    return identity.recovered();
  }

  @Override
  public RealNamespace namespace() {
    return namespace;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public ConcurrentMap<String, Object> data() {
    return identity.data();
  }

  @Override
  public boolean connected() {
    return phase == Phase.CONNECTED;
  }

  @Override
  public TransportName transport() {
    return peer.session().transport();
  }

  @Override
  public <T> void on(String event, Class<T> type, EventHandler<? super T> handler) {
    handlers().add(event, handler, binding(type, handler));
  }

  @Override
  public void on(String event, ArgumentsHandler handler) {
    handlers().add(event, handler, handler);
  }

  @Override
  public <T> void once(String event, Class<T> type, EventHandler<? super T> handler) {
    handlers().addOnce(event, handler, binding(type, handler));
  }

  @Override
  public void once(String event, ArgumentsHandler handler) {
    handlers().addOnce(event, handler, handler);
  }

  @Override
  public void off(String event) {
    handlers().remove(event);
  }

  @Override
  public void off(String event, Object handler) {
    handlers().remove(event, handler);
  }

  @Override
  public List<Object> listeners(String event) {
    return handlers().added(event);
  }

  @Override
  public Set<String> eventNames() {
    return handlers().names();
  }

  @Override
  public void onAny(AnyHandler handler) {
    incoming.anyHandlers().add(handler);
  }

  @Override
  public void prependAny(AnyHandler handler) {
    incoming.anyHandlers().prepend(handler);
  }

  @Override
  public void offAny(AnyHandler handler) {
    incoming.anyHandlers().remove(handler);
  }

  @Override
  public void offAny() {
    incoming.anyHandlers().clear();
  }

  @Override
  public List<AnyHandler> listenersAny() {
    return incoming.anyHandlers().snapshot();
  }

  @Override
  public void onAnyOutgoing(OutgoingHandler handler) {
    outgoing.listeners().add(handler);
  }

  @Override
  public void prependAnyOutgoing(OutgoingHandler handler) {
    outgoing.listeners().prepend(handler);
  }

  @Override
  public void offAnyOutgoing(OutgoingHandler handler) {
    outgoing.listeners().remove(handler);
  }

  @Override
  public void offAnyOutgoing() {
    outgoing.listeners().clear();
  }

  @Override
  public List<OutgoingHandler> listenersAnyOutgoing() {
    return outgoing.listeners().snapshot();
  }

  @Override
  public void use(SocketMiddleware middleware) {
    incoming.middlewares().add(middleware);
  }

  @Override
  public void onError(Consumer<? super Exception> listener) {
    incoming.errorListeners().add(listener);
  }

  @Override
  public void onDisconnecting(DisconnectHandler handler) {
    disconnectingHandlers.add(handler);
  }

  @Override
  public void onDisconnect(DisconnectHandler handler) {
    disconnectHandlers.add(handler);
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    emitter.emit(event, args);
  }

  @Override
  public <R> CompletionStage<R> emitWithAck(String event, Class<R> type, @Nullable Object... args) {
    return emitter.emitWithAck(event, type, args);
  }

  @Override
  public Emitter compress(boolean compress) {
    return emitter.compress(compress);
  }

  @Override
  public Emitter asVolatile() {
    return emitter.asVolatile();
  }

  @Override
  public Emitter whenFull(WhenFull policy) {
    return emitter.whenFull(policy);
  }

  @Override
  public Emitter timeout(Duration timeout) {
    return emitter.timeout(timeout);
  }

  @Override
  public BroadcastOperator to(String... names) {
    return broadcast().to(names);
  }

  @Override
  public BroadcastOperator except(String... names) {
    return broadcast().except(names);
  }

  @Override
  public BroadcastOperator broadcast() {
    return namespace.except(identity.id());
  }

  @Override
  public BroadcastOperator local() {
    return broadcast().local();
  }

  @Override
  public void join(String... names) {
    rooms.join(names);
  }

  @Override
  public void leave(String room) {
    rooms.leave(room);
  }

  @Override
  public Set<String> rooms() {
    return rooms.names();
  }

  @Override
  public long queuedBytes() {
    return peer.session().queuedBytes();
  }

  @Override
  public void disconnect() {
    peer.disconnect(this);
  }

  @Override
  public void disconnectClient() {
    peer.session().disconnect();
  }

  @Override
  public @Nullable String user() {
    return nameOf(handshake.principal());
  }

  private static @Nullable String nameOf(@Nullable Principal principal) {
    return principal == null ? null : principal.getName();
  }

  @Override
  public boolean canAnswer() {
    return true;
  }

  @Override
  public boolean join(Set<String> names) {
    return rooms.tryJoin(names) || !connected();
  }

  @Override
  public void disconnect(boolean close) {
    if (close) {
      disconnectClient();
    } else {
      disconnect();
    }
  }

  @Override
  public SocketSnapshot snapshot() {
    return new SocketSnapshot(identity.id(), handshake, rooms(), identity.data());
  }

  @Override
  public void enqueue(Broadcast broadcast) {
    RecoverableSession session = identity.session();
    if (session != null && !session.onQueued(broadcast)) {
      return;
    }
    AckRequest request = broadcast.ackRequest();
    if (request != null) {
      outgoing.expect(request, identity.id());
    }
    outgoing.enqueue(broadcast);
  }

  @Override
  public void flush() {
    outgoing.flush();
  }

  /**
   * The client has renewed what shows who it is; session lane. Of another user nothing is taken:
   * who stands in rooms for a user stays.
   */
  void renew(EngineHandshake first) {
    Handshake renewed = PublicHandshake.of(first, handshake.auth());
    if (Objects.equals(nameOf(renewed.principal()), user())) {
      handshake = renewed;
    }
  }

  /** The answer to an event that is not the application's. */
  Ack ackOf(SocketIoPacket.Event event) {
    return new RealAck(outgoing, event.ackId());
  }

  /** Where the application code of this socket runs. */
  HandlerLane lane() {
    return lane;
  }

  @Override
  public ClientSession client() {
    return peer.session();
  }

  /** Who it is. */
  Identity identity() {
    return identity;
  }

  /** What its client can come back to; null if it can't. */
  @Nullable RecoverableSession session() {
    return identity.session();
  }

  /**
   * The application let it in: tells the client, after what one who came back has missed and before
   * what was held, then the application; session lane.
   *
   * @return false if what it has missed is gone meanwhile: it is not connected
   */
  boolean connect() {
    List<EncodedPacket> missed = new ArrayList<>();
    if (!enter(missed)) {
      return false;
    }
    // What is written here keeps volatile events of the connection's listeners back, as it does in
    // the reference server, where all of it is one tick.
    Moment moment = Moment.ofCall();
    moment.run(() -> open(missed));
    lane.execute(
        moment,
        () -> {
          for (Consumer<Socket> listener : namespace.listeners()) {
            lane.call("connection", () -> listener.accept(this));
          }
          for (NamespaceHandlers shared : namespace.handlers()) {
            lane.call("connection", () -> shared.onConnected(this));
          }
        });
    return true;
  }

  private boolean enter(List<EncodedPacket> missed) {
    Adapter adapter = namespace.adapter();
    RecoverableSession session = identity.session();
    if (session == null || !identity.recovered()) {
      adapter.add(recipient);
      return true;
    }
    return adapter.resume(
            this, session, identity.received(), event -> missed.add(event.socketIo(encoder())))
        && peer.hasRoomFor(missed);
  }

  private PacketEncoder encoder() {
    return namespace.environment().encoder();
  }

  private void open(List<EncodedPacket> missed) {
    namespace.add(this);
    namespace.environment().metrics().eventsSent().add(transport(), missed.size());
    missed.forEach(peer::enqueue);
    peer.welcome(this);
    rooms.open();
    phase = Phase.CONNECTED;
    outgoing.open();
  }

  /**
   * An event came; session lane.
   *
   * @return false if too much waits to be handled
   */
  boolean onEvent(SocketIoPacket.Event event) {
    return onEvent(event, new RealAck(outgoing, event.ackId()));
  }

  /** The same with an answer that goes another way. */
  boolean onEvent(SocketIoPacket.Event event, Ack ack) {
    return incoming.onEvent(event, ack);
  }

  /** An acknowledgement came; session lane. */
  void onAck(SocketIoPacket.Ack ack) {
    outgoing.onAck(ack);
  }

  /** How many acknowledgements its client owes. */
  int pendingAcks() {
    return outgoing.pendingAcks();
  }

  /** Something came that can't be read; session lane. */
  void onError(Exception error) {
    incoming.onError(error);
  }

  /**
   * It is over; session lane. Only the first call counts.
   *
   * @param description null if the reason says it all
   */
  void end(DisconnectReason reason, @Nullable String description) {
    if (phase == Phase.GONE) {
      return;
    }
    boolean wasConnected = phase == Phase.CONNECTED;
    if (SERVER_SIDE.contains(reason)) {
      incoming.close();
    }
    phase = Phase.GONE;
    Set<String> left = leave(wasConnected, Recovery.isCut(reason));
    namespace.remove(this);
    outgoing.close(reason);
    if (wasConnected) {
      lane.execute(() -> handleDisconnect(reason, description, left));
    }
  }

  private Set<String> leave(boolean wasConnected, boolean cut) {
    RecoverableSession session = identity.session();
    if (session == null) {
      return wasConnected ? rooms.close() : rooms.abandon();
    }
    if (cut && wasConnected) {
      return rooms.suspend(session);
    }
    if (cut) {
      namespace.adapter().release(session);
    } else {
      namespace.adapter().forget(session);
    }
    return rooms.close();
  }

  private void handleDisconnect(
      DisconnectReason reason, @Nullable String description, Set<String> left) {
    incoming.close();
    rooms.show(left);
    for (DisconnectHandler handler : disconnectingHandlers) {
      lane.call("disconnecting", () -> handler.onDisconnect(reason, description));
    }
    rooms.show(Set.of());
    for (DisconnectHandler handler : disconnectHandlers) {
      lane.call("disconnect", () -> handler.onDisconnect(reason, description));
    }
    for (NamespaceHandlers shared : namespace.handlers()) {
      lane.call("disconnect", () -> shared.onDisconnect(this, reason));
    }
  }

  private EventHandlers handlers() {
    return incoming.handlers();
  }

  private <T> ArgumentsHandler binding(Class<T> type, EventHandler<? super T> handler) {
    return (arguments, ack) -> handler.onEvent(payload(arguments, type), ack);
  }

  private <T> @Nullable T payload(EventArguments arguments, Class<T> type) {
    T payload = arguments.get(0, type);
    if (payload != null) {
      namespace.environment().payloads().check(payload, 0);
    }
    return payload;
  }
}
