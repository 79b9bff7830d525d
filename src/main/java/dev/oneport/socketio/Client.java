package dev.oneport.socketio;

import dev.oneport.Ack;
import dev.oneport.ClientSession;
import dev.oneport.ConnectRefused;
import dev.oneport.DisconnectReason;
import dev.oneport.Handshake;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Recipient;
import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.engineio.CloseReason;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.engineio.EngineListener.SessionListener;
import dev.oneport.engineio.EngineSession;
import dev.oneport.engineio.RandomId;
import dev.oneport.limit.Allowance;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.socketio.DecoderLimits;
import dev.oneport.protocol.socketio.PacketDecoder;
import dev.oneport.protocol.socketio.SocketIoPacket;
import dev.oneport.security.Denial;
import dev.oneport.session.Drainable;
import dev.oneport.session.FillWatch;
import dev.oneport.session.PublicHandshake;
import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session as Socket.IO sees it: sockets in any number of namespaces. The methods of
 * {@link SessionListener} come in the session lane; those of {@link ClientSession} from any thread.
 */
final class Client implements SessionListener, ClientSession, Peer, Drainable {
  private static final System.Logger LOG = System.getLogger(Client.class.getName());

  /** A message's text follows the type digit of its Engine.IO packet. */
  private static final int AFTER_TYPE = 1;

  // Why it may not join a namespace, in metrics.
  private static final String TOO_MANY_NAMESPACES = "too-many-namespaces";
  private static final String REFUSED_BY_APPLICATION = "refused";
  private static final String UNKNOWN_NAMESPACE = "unknown-namespace";

  /** Reasons that can mean several things. */
  private static final Set<CloseReason> DESCRIBED =
      EnumSet.of(CloseReason.TRANSPORT_ERROR, CloseReason.PARSE_ERROR);

  private final String id = RandomId.publicId();
  private final EngineSession session;
  private final RealServer server;
  private final Environment environment;
  private final Dialect dialect;
  private final FillWatch fillWatch;
  private final ClientLogin login;
  private final Allowance allowance;

  /** Whether it was told that its events come too often. Session lane only. */
  private boolean toldToWait;

  /** Session lane only. */
  private final PacketDecoder decoder;

  /** By namespace, connecting ones included. Changed in the session lane only. */
  private final Map<String, RealSocket> sockets = new ConcurrentHashMap<>();

  /** Namespaces that parents are being asked for. Session lane only. */
  private final Set<String> lookups = new HashSet<>();

  /** Null once a namespace was joined. Session lane only. */
  private @Nullable Timer connectTimer;

  Client(EngineSession session, RealServer server, Environment environment) {
    this.session = session;
    this.server = server;
    this.environment = environment;
    this.dialect = Dialect.of(session.protocol());
    this.login =
        new ClientLogin(
            session.handshake(), environment, session.lane(), this::warn, this::onExpired);
    this.allowance = environment.sessions().limits().allowance(address(), user());
    this.fillWatch = environment.sessions().watch(this, session::fill);
    this.decoder =
        environment
            .parser()
            .decoder(
                new DecoderLimits(
                    environment.config().maxAttachments(),
                    environment.config().maxJsonDepth(),
                    environment.config().maxEventNameLength()));
  }

  /** Begins: waits for the client to join a namespace, unless it is in one now; session lane. */
  void start() {
    environment.sessions().add(this);
    environment.sessions().bind(this, session.handshake().login());
    login.start();
    connectTimer =
        environment
            .timers()
            .schedule(
                environment.config().connectTimeoutMillis(),
                () -> session.lane().execute(() -> endWaiting("joined no namespace in time")));
    server.waiting().add(this);
    if (server.isClosing()) {
      shutDown();
    }
    if (dialect.joinsMainAtOnce()) {
      onConnect(new SocketIoPacket.Connect(RealServer.MAIN, null, null));
    }
  }

  /** The application closes the server; any thread. */
  void shutDown() {
    session.terminate(CloseReason.SERVER_SHUTTING_DOWN);
  }

  /** Too many wait to join a namespace, and it has waited longest; any thread. */
  void giveWay() {
    session.lane().execute(() -> endWaiting("one of too many that joined no namespace"));
  }

  private void endWaiting(String why) {
    if (connectTimer != null) {
      violation(why);
    }
  }

  @Override
  public void onMessage(EnginePacket message) {
    try {
      SocketIoPacket packet =
          message.isBinary()
              ? decoder.add(message.binary())
              : decoder.add(message.encodedText(), AFTER_TYPE);
      if (packet != null) {
        receive(packet);
      }
    } catch (PacketFormatException e) {
      LOG.log(Level.DEBUG, "client {0}: {1} {2}", id, e.reason(), e.getMessage());
      sockets.values().forEach(socket -> socket.onError(e));
      session.close();
    }
  }

  @Override
  public void onFillChanged() {
    fillWatch.onFillChanged();
  }

  @Override
  public void onClose(CloseReason reason, String detail) {
    stopWaiting();
    login.close();
    decoder.destroy();
    environment.sessions().remove(this);
    endAll(reason.disconnectReason(), DESCRIBED.contains(reason) ? detail : null);
  }

  @Override
  public ClientSession session() {
    return this;
  }

  @Override
  public String nameInLogs(String socketId) {
    return dialect.logsSocketIds() ? socketId : id;
  }

  /** A socket is in rooms itself. */
  @Override
  public Recipient recipient(RealSocket socket) {
    return socket;
  }

  @Override
  public void welcome(RealSocket socket) {
    String json = dialect.welcome(socket.identity());
    send(environment.encoder().connect(socket.namespace().name(), json));
  }

  @Override
  public EncodedPacket event(
      String namespace, long ackId, String name, EncodedArguments arguments) {
    return environment.encoder().event(namespace, ackId, name, arguments);
  }

  @Override
  public EncodedPacket event(Broadcast broadcast) {
    return broadcast.socketIo(environment.encoder());
  }

  @Override
  public void enqueue(EncodedPacket packet, WhenFull policy) {
    session.enqueue(packet, policy);
  }

  @Override
  public void flush() {
    session.flush();
  }

  @Override
  public boolean hasRoomFor(List<EncodedPacket> packets) {
    List<EnginePacket> all = new ArrayList<>();
    packets.forEach(packet -> all.addAll(packet.packets()));
    return session.hasRoomFor(all);
  }

  @Override
  public void disconnect(RealSocket socket) {
    session.lane().execute(() -> leave(socket));
  }

  @Override
  public void disconnect() {
    session
        .lane()
        .execute(
            () -> {
              sockets.values().forEach(this::leave);
              session.close();
            });
  }

  /** No word of it: the official clients see the close of their transport and choose a delay. */
  @Override
  public void drain(int returnMillis) {
    session.leave();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public TransportName transport() {
    return session.transportName();
  }

  @Override
  public String address() {
    return session.handshake().address();
  }

  @Override
  public @Nullable Principal principal() {
    return login.handshake().principal();
  }

  @Override
  public Instant connectedAt() {
    return session.handshake().time();
  }

  @Override
  public Set<String> namespaces() {
    return Set.copyOf(sockets.keySet());
  }

  @Override
  public Set<String> rooms(String namespace) {
    RealSocket socket = sockets.get(namespace);
    return socket == null ? Set.of() : socket.rooms();
  }

  @Override
  public @Nullable String memberId(String namespace) {
    RealSocket socket = sockets.get(namespace);
    return socket == null ? null : socket.id();
  }

  @Override
  public long queuedBytes() {
    return session.queuedBytes();
  }

  @Override
  public long droppedEvents() {
    return session.fill().dropped();
  }

  private void receive(SocketIoPacket packet) {
    if (packet instanceof SocketIoPacket.Connect connect) {
      onConnect(connect);
      return;
    }
    RealSocket socket = sockets.get(packet.namespace());
    if (socket == null || !socket.connected()) {
      violation("a packet for a namespace that was not joined");
      return;
    }
    if (packet instanceof SocketIoPacket.Event event) {
      long wait = allowance.event();
      if (wait > 0) {
        drop(socket, event, wait);
        return;
      }
      toldToWait = false;
      if (event.name().equals(Renewal.EVENT)) {
        renew(socket, event);
      } else if (OwnEvents.isOwn(event.name())) {
        LOG.log(Level.DEBUG, "client {0}: a reserved event was dropped", id);
      } else if (!socket.onEvent(event)) {
        LOG.log(
            Level.WARNING,
            "client-too-fast: client {0} sent more than its handlers keep up with",
            id);
        session.terminate(CloseReason.TRANSPORT_ERROR);
      }
    } else if (packet instanceof SocketIoPacket.Ack ack) {
      socket.onAck(ack);
    } else if (packet instanceof SocketIoPacket.Disconnect) {
      sockets.remove(packet.namespace());
      socket.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, null);
    } else {
      violation("a packet that only a server sends");
    }
  }

  private void drop(RealSocket socket, SocketIoPacket.Event event, long waitNanos) {
    environment.metrics().refusals().increment(TooOften.REASON);
    Ack ack = socket.ackOf(event);
    if (ack.isRequested()) {
      ack.send(TooOften.error(waitNanos));
    } else if (!toldToWait) {
      toldToWait = true;
      EncodedArguments arguments = environment.json().encode(TooOften.notice(waitNanos));
      String namespace = socket.namespace().name();
      send(event(namespace, SocketIoPacket.NO_ACK, TooOften.EVENT, arguments));
    }
  }

  private void onConnect(SocketIoPacket.Connect packet) {
    String name = packet.namespace();
    if (sockets.containsKey(name) || lookups.contains(name)) {
      violation("a second CONNECT for a namespace");
      return;
    }
    if (sockets.size() + lookups.size() >= environment.config().maxNamespacesPerClient()) {
      refuse(name, TOO_MANY_NAMESPACES, new ConnectRefused("too many namespaces"));
      return;
    }
    if (!mayGoOn(name, allowance.join(1))) {
      return;
    }
    JsonObject auth = dialect.auth(packet, environment.json());
    lookups.add(name);
    if (server.namespaces().isReserved(name)) {
      onAdmitted(name, auth, null); // What is shown there is nothing to the authenticator.
    } else {
      login.admit(auth, denial -> onAdmitted(name, auth, denial));
    }
  }

  /** It was decided who the client is. */
  private void onAdmitted(String name, JsonObject auth, @Nullable Denial denial) {
    if (!lookups.remove(name)) {
      return; // The session ended meanwhile.
    }
    if (denial != null) {
      refuse(
          name,
          denial.reason(),
          new ConnectRefused(denial.message(), Map.of("code", denial.code())));
      return;
    }
    if (!mayGoOn(name, allowance.signIn(user()))) {
      return;
    }
    adoptLogin();
    Handshake handshake = PublicHandshake.of(login.handshake(), auth);
    RealNamespace namespace = server.namespaces().find(name);
    if (namespace != null && namespace.enter()) {
      connect(namespace, handshake);
    } else {
      lookUp(name, handshake);
    }
  }

  /** What the client may do may have changed; where its user is another, it stays what it was. */
  private void adoptLogin() {
    EngineHandshake now = login.handshake();
    environment.sessions().bind(this, now.login());
    sockets.values().forEach(socket -> socket.renew(now));
  }

  private void renew(RealSocket socket, SocketIoPacket.Event event) {
    Ack ack = socket.ackOf(event);
    String token = Renewal.token(event.arguments(), environment.json());
    if (token == null) {
      ack.send(Renewal.refused(Renewal.NO_TOKEN));
      return;
    }
    login.renew(
        token,
        denial -> {
          if (denial == null) {
            adoptLogin();
          }
          ack.send(denial == null ? Renewal.done(login.expiresAt()) : Renewal.refused(denial));
        });
  }

  /** What shows who the client is is about to expire; session lane. */
  private void warn() {
    sockets.values().stream().filter(RealSocket::connected).forEach(this::warn);
  }

  private void warn(RealSocket socket) {
    Instant end = login.expiresAt();
    if (end != null) {
      EncodedArguments arguments = environment.json().encode(Renewal.warning(end));
      String namespace = socket.namespace().name();
      send(event(namespace, SocketIoPacket.NO_ACK, Renewal.WARNING, arguments));
    }
  }

  /** Its client may come back, with something newer; session lane. */
  private void onExpired() {
    LOG.log(Level.DEBUG, "client {0}: what shows who it is has expired", id);
    session.close();
  }

  /** Somebody else may still make it. */
  private void lookUp(String name, Handshake handshake) {
    if (name.length() > environment.config().maxEventNameLength()) {
      refuseUnknown(name, NamespaceLookup.invalid());
      return;
    }
    lookups.add(name);
    server
        .namespaces()
        .lookUp(
            name,
            handshake.auth(),
            new NamespaceLookup.Outcome() {
              @Override
              public void found(RealNamespace namespace) {
                session.lane().execute(() -> onFound(namespace, handshake));
              }

              @Override
              public void refused(ConnectRefused reason) {
                session.lane().execute(() -> onNotFound(name, reason));
              }
            });
  }

  private void onFound(RealNamespace namespace, Handshake handshake) {
    if (lookups.remove(namespace.name())) {
      connect(namespace, handshake);
    } else {
      namespace.leave(); // The session ended meanwhile.
    }
  }

  private void onNotFound(String name, ConnectRefused reason) {
    if (lookups.remove(name)) {
      refuseUnknown(name, reason);
    }
  }

  /** The namespace was entered. */
  private void connect(RealNamespace namespace, Handshake handshake) {
    Recovery recovery = namespace.recovery();
    RecoveryRequest request = dialect.recovers() ? recovery.request(handshake.auth()) : null;
    Client holder = request == null ? null : recovery.hold(request, this);
    if (request != null && holder != null && !Objects.equals(holder.user(), user())) {
      environment.metrics().recoveriesFailed().increment();
    }
    if (request == null || (holder != null && !Objects.equals(holder.user(), user()))) {
      connect(namespace, handshake, newcomer(namespace));
    } else if (holder != null) {
      lookups.add(namespace.name());
      holder.giveUp(() -> session.lane().execute(() -> onFound(namespace, handshake)));
    } else {
      Identity back = recovery.claim(request, this);
      if (back == null) {
        environment.metrics().recoveriesFailed().increment();
      }
      connect(namespace, handshake, back == null ? newcomer(namespace) : back);
    }
  }

  private Identity newcomer(RealNamespace namespace) {
    String socketId = dialect.socketId(session.sid(), namespace.name());
    return dialect.recovers()
        ? namespace.recovery().newcomer(socketId, user())
        : Identity.unrecoverable(socketId);
  }

  private void connect(RealNamespace namespace, Handshake handshake, Identity identity) {
    String name = namespace.name();
    RealSocket socket = new RealSocket(namespace, this, handshake, identity);
    sockets.put(name, socket);
    Connecting connecting =
        namespace.connecting(
            socket, refusal -> session.lane().execute(() -> decided(socket, name, refusal)));
    namespace.whenAnnounced(connecting::start);
  }

  /**
   * The client is here on another connection: this one is dead, though nobody has noticed yet; any
   * thread.
   *
   * @param then called once all of its sockets have ended
   */
  private void giveUp(Runnable then) {
    session.terminate(CloseReason.TRANSPORT_CLOSE);
    session.lane().execute(then);
  }

  /** The name of its user; null for an anonymous one. Any thread. */
  @Nullable String user() {
    Principal principal = principal();
    return principal == null ? null : principal.getName();
  }

  private void decided(RealSocket socket, String name, @Nullable ConnectRefused refusal) {
    if (sockets.get(name) != socket) {
      return; // The session ended meanwhile.
    }
    if (refusal != null) {
      sockets.remove(name);
      socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
      refuse(name, REFUSED_BY_APPLICATION, refusal);
    } else if (socket.connect()) {
      if (socket.recovered()) {
        environment.metrics().recovered().increment();
      }
      stopWaiting();
      if (login.wasWarned()) {
        warn(socket);
      }
    } else {
      environment.metrics().recoveriesFailed().increment();
      connectAnew(socket);
    }
  }

  /**
   * What it missed went while the middleware was deciding: it is somebody new, and passes it so.
   */
  private void connectAnew(RealSocket socket) {
    RealNamespace namespace = socket.namespace();
    boolean entered = namespace.enter();
    sockets.remove(namespace.name());
    socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
    if (entered) {
      connect(namespace, socket.handshake(), newcomer(namespace));
    }
  }

  /** Whether it has not asked too often. */
  private boolean mayGoOn(String namespace, long waitNanos) {
    if (waitNanos == 0) {
      return true;
    }
    refuse(
        namespace,
        TooOften.REASON,
        new ConnectRefused(TooOften.message(waitNanos), TooOften.data(waitNanos)));
    return false;
  }

  private void refuse(String namespace, String reason, ConnectRefused refusal) {
    environment.metrics().refusals().increment(reason);
    String json = dialect.refusal(refusal, environment.json());
    send(environment.encoder().connectError(namespace, json));
  }

  /** The reference server says so in the same words to clients of every age. */
  private void refuseUnknown(String namespace, ConnectRefused refusal) {
    environment.metrics().refusals().increment(UNKNOWN_NAMESPACE);
    String json = Dialect5.INSTANCE.refusal(refusal, environment.json());
    send(environment.encoder().connectError(namespace, json));
  }

  private void leave(RealSocket socket) {
    String name = socket.namespace().name();
    if (socket.connected() && sockets.remove(name, socket)) {
      send(environment.encoder().disconnect(name));
      socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
    }
  }

  /** The client broke a rule: it is told nothing but the close. Session lane. */
  private void violation(String what) {
    LOG.log(Level.DEBUG, "client {0}: {1}", id, what);
    endAll(DisconnectReason.FORCED_SERVER_CLOSE, what);
    session.close();
  }

  private void endAll(DisconnectReason reason, @Nullable String description) {
    List<RealSocket> all = List.copyOf(sockets.values());
    sockets.clear();
    lookups.clear();
    all.forEach(socket -> socket.end(reason, description));
  }

  /** It joined a namespace, or is gone. */
  private void stopWaiting() {
    if (connectTimer != null) {
      connectTimer.cancel();
      connectTimer = null;
      server.waiting().remove(this);
    }
  }
}
