package dev.oneport.socketio;

import dev.oneport.ClientSession;
import dev.oneport.ConnectRefused;
import dev.oneport.DisconnectReason;
import dev.oneport.WhenFull;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.PlainText;
import dev.oneport.adapter.Recipient;
import dev.oneport.concurrent.SerialExecutor;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.socketio.Arguments;
import dev.oneport.protocol.socketio.SocketIoPacket;
import dev.oneport.security.Denial;
import dev.oneport.session.PublicHandshake;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection without a Socket.IO library, and its sockets. It has a lane of its own, which is
 * the session lane of its sockets; the methods come from any thread.
 *
 * <pre>
 * the namespace has      an emit is
 * nothing                kept, and the client connects
 * a connecting socket    kept: handled once it is connected, or refused with it
 * a connected socket     handled
 * </pre>
 */
final class PlainClient implements Peer, PlainSockets {
  private static final System.Logger LOG = System.getLogger(PlainClient.class.getName());

  private final PlainConnection connection;
  private final RealServer server;
  private final Environment environment;
  private final SerialExecutor lane = new SerialExecutor(Runnable::run);

  /** Of the emits that are kept. */
  private final HandlerBudget budget;

  /** By namespace, connecting ones included. Lane only. */
  private final Map<String, RealSocket> sockets = new HashMap<>();

  /** What is kept, by namespace. Lane only. */
  private final Map<String, List<PlainEmit>> kept = new HashMap<>();

  /** Lane only. */
  private boolean ended;

  PlainClient(PlainConnection connection, RealServer server, Environment environment) {
    this.connection = connection;
    this.server = server;
    this.environment = environment;
    this.budget = new HandlerBudget(environment.config());
  }

  @Override
  public void emit(PlainEmit emit) {
    if (OwnEvents.isReserved(emit.name())) {
      emit.reply().refused("reserved_event", "\"" + emit.name() + "\" is a reserved event name");
    } else {
      lane.execute(() -> receive(emit));
    }
  }

  @Override
  public void ack(String namespace, long ackId, Arguments arguments) {
    lane.execute(
        () -> {
          RealSocket socket = sockets.get(namespace);
          if (socket != null && socket.connected()) {
            socket.onAck(new SocketIoPacket.Ack(namespace, ackId, arguments));
          }
        });
  }

  @Override
  public void renew() {
    lane.execute(() -> sockets.values().forEach(socket -> socket.renew(connection.handshake())));
  }

  @Override
  public void end(DisconnectReason reason, Runnable then) {
    lane.execute(
        () -> {
          ended = true;
          List<RealSocket> all = List.copyOf(sockets.values());
          sockets.clear();
          kept.clear();
          all.forEach(socket -> socket.end(reason, null));
          then.run();
        });
  }

  private void receive(PlainEmit emit) {
    String namespace = emit.namespace();
    RealSocket socket = sockets.get(namespace);
    if (ended) {
      return;
    }
    if (socket != null && socket.connected()) {
      handle(socket, emit);
    } else if (!budget.take(emit.event())) {
      tooFast();
    } else if (kept.containsKey(namespace)) {
      kept.get(namespace).add(emit);
    } else {
      kept.put(namespace, new ArrayList<>(List.of(emit)));
      find(namespace);
    }
  }

  private void handle(RealSocket socket, PlainEmit emit) {
    if (!socket.onEvent(emit.event(), new PlainAck(emit.reply(), environment.json()))) {
      tooFast();
    }
  }

  private void tooFast() {
    LOG.log(
        Level.WARNING,
        "client-too-fast: client {0} sent more than its handlers keep up with",
        connection.session().id());
    connection.tooFast();
  }

  private void find(String name) {
    RealNamespace namespace = server.namespaces().findApplications(name);
    if (namespace != null && namespace.enter()) {
      connect(namespace);
      return;
    }
    if (server.namespaces().isReserved(name)) {
      refuseUnknown(name);
      return;
    }
    server
        .namespaces()
        .lookUp(
            name,
            JsonValue.EMPTY_JSON_OBJECT,
            new NamespaceLookup.Outcome() {
              @Override
              public void found(RealNamespace found) {
                lane.execute(() -> onFound(found));
              }

              @Override
              public void refused(ConnectRefused reason) {
                lane.execute(() -> refuseUnknown(name));
              }
            });
  }

  private void refuseUnknown(String name) {
    refuse(name, "unknown_namespace", "there is no namespace " + name);
  }

  private void onFound(RealNamespace namespace) {
    if (kept.containsKey(namespace.name())) {
      connect(namespace);
    } else {
      namespace.leave(); // The connection ended meanwhile.
    }
  }

  /** The namespace was entered. */
  private void connect(RealNamespace namespace) {
    String name = namespace.name();
    if (connection.recipient(name) == null) {
      namespace.leave();
      refuse(name, "too_many_namespaces", "a client may not be in so many namespaces");
      return;
    }
    RealSocket socket =
        new RealSocket(
            namespace,
            this,
            PublicHandshake.of(connection.handshake(), JsonValue.EMPTY_JSON_OBJECT),
            Identity.unrecoverable(connection.session().id()));
    sockets.put(name, socket);
    Connecting connecting =
        namespace.connecting(socket, refusal -> lane.execute(() -> decided(socket, refusal)));
    namespace.whenAnnounced(connecting::start);
  }

  private void decided(RealSocket socket, @Nullable ConnectRefused refusal) {
    String name = socket.namespace().name();
    if (sockets.get(name) != socket) {
      return; // The connection ended meanwhile.
    }
    if (refusal != null) {
      sockets.remove(name);
      socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
      connection.refused(name);
      refuse(name, "refused", String.valueOf(refusal.getMessage()));
      return;
    }
    socket.connect();
    for (PlainEmit emit : release(name)) {
      handle(socket, emit);
    }
  }

  private void refuse(String namespace, String code, String message) {
    environment.metrics().refusals().increment(new Denial(code, message).reason());
    release(namespace).forEach(emit -> emit.reply().refused(code, message));
  }

  private List<PlainEmit> release(String namespace) {
    List<PlainEmit> emits = kept.remove(namespace);
    if (emits == null) {
      return List.of();
    }
    emits.forEach(emit -> budget.giveBack(emit.event()));
    return emits;
  }

  @Override
  public ClientSession session() {
    return connection.session();
  }

  @Override
  public String nameInLogs(String socketId) {
    return socketId;
  }

  @Override
  public Recipient recipient(RealSocket socket) {
    return Objects.requireNonNull(connection.recipient(socket.namespace().name()));
  }

  /** Clients without a library are not told: they get what they are sent. */
  @Override
  public void welcome(RealSocket socket) {
    connection.connected(socket.namespace().name(), socket);
  }

  @Override
  public EncodedPacket event(
      String namespace, long ackId, String name, EncodedArguments arguments) {
    PlainText text = connection.text(namespace, ackId, name, arguments);
    return new EncodedPacket(List.of(EnginePacket.message(text.text())));
  }

  /** Who stands for the client in the rooms gets it, as the subscriber that it is. */
  @Override
  public @Nullable EncodedPacket event(Broadcast broadcast) {
    return null;
  }

  @Override
  public void enqueue(EncodedPacket packet, WhenFull policy) {
    for (EnginePacket message : packet.packets()) {
      PlainText text = PlainText.of(message.data());
      if (packet.delivery().isVolatile()) {
        connection.enqueueIfWritable(text);
      } else {
        connection.enqueue(text, policy);
      }
    }
  }

  @Override
  public void flush() {
    connection.flush();
  }

  /** Only what is recovered is asked about, which these clients do by themselves. */
  @Override
  public boolean hasRoomFor(List<EncodedPacket> packets) {
    return packets.isEmpty();
  }

  @Override
  public void disconnect(RealSocket socket) {
    lane.execute(
        () -> {
          String name = socket.namespace().name();
          if (socket.connected() && sockets.remove(name, socket)) {
            socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
            connection.disconnected(name);
          }
        });
  }
}
