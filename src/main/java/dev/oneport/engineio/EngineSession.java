package dev.oneport.engineio;

import dev.oneport.TokenPrincipal;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import dev.oneport.concurrent.SerialExecutor;
import dev.oneport.concurrent.Timers;
import dev.oneport.concurrent.Timers.Timer;
import dev.oneport.config.EngineConfig;
import dev.oneport.engineio.EngineListener.SessionListener;
import dev.oneport.metrics.Metrics;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.PacketFormatException;
import dev.oneport.protocol.engineio.EnginePacket;
import dev.oneport.protocol.engineio.EnginePacketType;
import dev.oneport.protocol.engineio.EngineProtocol;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO connection: what stays the same while its transport changes.
 *
 * <p>{@link #send}, {@link #close} and the getters may be called from any thread; everything else
 * happens in the session lane.
 *
 * @see <a href="https://github.com/socketio/engine.io-protocol">Engine.IO 4</a>
 */
public final class EngineSession implements PacketReceiver {
  private static final System.Logger LOG = System.getLogger(EngineSession.class.getName());

  /** How often a pending poll is let go while a client upgrades; the reference server's figure. */
  private static final int NOOP_INTERVAL_MILLIS = 100;

  /** How long a stopping server waits for a client that is between two polls. */
  private static final int NEXT_POLL_MILLIS = 1_000;

  /** How long a graceful close may take; the reference server's figure. */
  private static final int CLOSE_TIMEOUT_MILLIS = 30_000;

  private final String sid;
  private final EngineHandshake handshake;
  private final EngineProtocol protocol;
  private final EngineConfig config;
  private final Timers timers;
  private final WriteWatchdog watchdog;
  private final Metrics metrics;
  private final Consumer<EngineSession> onEnd;
  private final SerialExecutor lane = new SerialExecutor(Runnable::run);
  private final Outbox<EnginePacket> outbox;

  /** Session lane only. */
  private final SessionState state = new SessionState();

  /** Session lane only. */
  private final Heartbeat heartbeat;

  /** Written in the session lane; null before {@link #open}. */
  private volatile @Nullable Transport transport;

  /** False once the session closes: what is sent from then on is dropped. */
  private volatile boolean accepting = true;

  /** Whether there was no room for something; set once. */
  private volatile boolean overflowed;

  /** When the last ping was sent. Session lane only. */
  private long pingedAtNanos;

  /** Null before {@link #open}. Session lane only. */
  private @Nullable SessionListener listener;

  /** Null while no upgrade is under way. Session lane only. */
  private @Nullable Probe probe;

  /** Null when not running. Session lane only. */
  private @Nullable Timer heartbeatTimer;

  /** Why a graceful close began. Session lane only. */
  private CloseReason closeReason = CloseReason.FORCED_CLOSE;

  /** Null until a graceful close began. Session lane only. */
  private @Nullable Timer closeTimer;

  EngineSession(
      String sid,
      EngineHandshake handshake,
      EngineConfig config,
      Timers timers,
      WriteWatchdog watchdog,
      Metrics metrics,
      Consumer<EngineSession> onEnd) {
    this.sid = sid;
    this.handshake = handshake;
    this.protocol = handshake.protocol();
    this.heartbeat = Heartbeat.of(protocol);
    this.config = config;
    this.timers = timers;
    this.watchdog = watchdog;
    this.metrics = metrics;
    this.onEnd = onEnd;
    this.outbox = new Outbox<>(EnginePacket::byteLength, config.outboxBytes(), new OutboxOwner());
  }

  private final class OutboxOwner implements Outbox.Owner {
    @Override
    public void onWriteFailed() {
      endLater(CloseReason.TRANSPORT_ERROR, "write error");
    }

    @Override
    public void onWritten(long bytes) {
      metrics.bytesSent().add(transportName(), bytes);
    }

    @Override
    public void onWaiting(long bytes, long more) {
      metrics.waiting(bytes, more);
    }

    @Override
    public void onLost(long events) {
      metrics.eventsDropped().add(transportName(), events);
    }

    @Override
    public void onFillChanged() {
      lane.execute(
          () -> {
            if (listener != null) {
              listener.onFillChanged();
            }
          });
    }
  }

  /** The session's secret id. It belongs into no log and no page. */
  public String sid() {
    return sid;
  }

  /** The first HTTP request. */
  public EngineHandshake handshake() {
    return handshake;
  }

  /**
   * Whether a request may go on with this session, as far as its sender counts. Whom the container
   * has authenticated at the handshake is the only one to use it: who has got hold of its id is
   * still somebody else. A token says so once, and need not be in later requests.
   */
  boolean servesSenderOf(EngineRequest request) {
    Principal owner = handshake.principal();
    if (owner == null || owner instanceof TokenPrincipal) {
      return true;
    }
    Principal sender = request.sender().principal();
    return sender != null && sender.getName().equals(owner.getName());
  }

  /** The revision of Engine.IO that it began with. */
  public EngineProtocol protocol() {
    return protocol;
  }

  /** The transport in use. */
  public TransportName transportName() {
    return transport().name();
  }

  /** The transport in use. */
  public Transport transport() {
    return Objects.requireNonNull(transport, "not open yet");
  }

  /** Bytes queued and not yet written. */
  public long queuedBytes() {
    return outbox.queuedBytes();
  }

  /** How much is queued. */
  public Outbox.Fill fill() {
    return outbox.fill();
  }

  /** Whether all of these could be queued now, with nothing dropped for them. */
  public boolean hasRoomFor(List<EnginePacket> packets) {
    return outbox.hasRoomFor(packets);
  }

  /** The lane of this session: its messages and close come in it. */
  public SerialExecutor lane() {
    return lane;
  }

  /**
   * Sends a packet; any thread. Dropped once the session closes; a volatile one also if the client
   * can't take it at this moment. Never blocks.
   */
  public void send(EncodedPacket packet) {
    enqueue(packet);
    flush();
  }

  /** Sends packets that belong together; any thread. */
  public void send(List<EnginePacket> packets) {
    enqueue(packets, WhenFull.CLOSE);
    flush();
  }

  /**
   * Queues a packet, to be followed by {@link #flush}; any thread. Touches nothing but memory, so
   * it may be called under a lock. Dropped once the session closes.
   */
  public void enqueue(EncodedPacket packet) {
    enqueue(packet, WhenFull.CLOSE);
  }

  /**
   * The same for an event.
   *
   * @param policy what becomes of it if the client is too slow; counts for nothing if the packet is
   *     volatile
   */
  public void enqueue(EncodedPacket packet, WhenFull policy) {
    if (!packet.delivery().isVolatile()) {
      enqueue(packet.packets(), policy);
    } else if (accepting) {
      outbox.enqueueIfWritable(packet.packets());
    }
  }

  private void enqueue(List<EnginePacket> packets, WhenFull policy) {
    if (accepting && outbox.enqueue(packets, policy) == Outbox.Offer.FULL) {
      overflowed = true;
    }
  }

  /** Closes the session once what is queued was written; any thread. */
  public void close() {
    lane.execute(() -> closeGracefully(CloseReason.FORCED_CLOSE));
  }

  /** The same because the server is about to stop, without long waits for a client that is away. */
  public void leave() {
    lane.execute(
        () -> {
          closeGracefully(CloseReason.SERVER_SHUTTING_DOWN);
          if (state.state() == SessionState.State.CLOSING) {
            cancel(closeTimer);
            closeTimer = timers.schedule(NEXT_POLL_MILLIS, () -> lane.execute(this::giveUpIfAway));
          }
        });
  }

  private void giveUpIfAway() {
    if (transport().isWritable() || outbox.currentWrite() != null) {
      giveUpAfter(CLOSE_TIMEOUT_MILLIS);
    } else {
      end(closeReason, "the client did not poll");
    }
  }

  /** Ends the session at once; any thread. What is queued is dropped. */
  public void terminate(CloseReason reason) {
    endLater(reason, "terminated");
  }

  /** Writes what is queued, if its transport can take a batch; any thread. Never blocks. */
  public void flush() {
    if (overflowed) {
      endLater(CloseReason.TRANSPORT_ERROR, "outbox full");
    } else {
      outbox.flush();
    }
  }

  /** Begins: the client gets its {@code open} packet first. */
  void open(Transport first, EngineListener engineListener) {
    lane.execute(
        () -> {
          transport = first;
          if (state.state() == SessionState.State.CLOSED) {
            first.discard(); // The server was stopped meanwhile.
            return;
          }
          // First in the queue, as the listener may send at once.
          outbox.offer(greeting(first.name()));
          listener = engineListener.onSession(this);
          watchdog.watch(outbox, () -> endLater(CloseReason.TRANSPORT_ERROR, "write timeout"));
          outbox.attach(first);
          act(heartbeat.onOpen());
        });
  }

  /**
   * Begins an upgrade, or closes the new transport if this session can't be upgraded.
   *
   * @return who gets what the new transport receives
   */
  PacketReceiver upgrade(Transport candidate) {
    Probe next = new Probe(candidate);
    lane.execute(() -> startUpgrade(next));
    return next;
  }

  @Override
  public void onPacket(EnginePacket packet) {
    Transport current = transport;
    if (current != null) {
      metrics.bytesReceived().add(current.name(), packet.byteLength());
    }
    lane.execute(() -> receive(packet));
  }

  @Override
  public void onFormatError(PacketFormatException error) {
    endLater(CloseReason.PARSE_ERROR, error.reason().name());
  }

  @Override
  public void onTransportError(String what) {
    endLater(CloseReason.TRANSPORT_ERROR, what);
  }

  @Override
  public void onTransportClose() {
    endLater(CloseReason.TRANSPORT_CLOSE, "closed by the peer");
  }

  private void receive(EnginePacket packet) {
    lane.assertInLane();
    if (state.state() != SessionState.State.OPEN) {
      return;
    }
    switch (packet.type()) {
      case MESSAGE -> Objects.requireNonNull(listener).onMessage(packet);
      case PING -> act(heartbeat.onPing());
      case PONG -> onPong();
      case CLOSE -> end(CloseReason.TRANSPORT_CLOSE, "closed by the peer");
      case OPEN, UPGRADE, NOOP -> {
        // Without meaning from a client; the reference server ignores them too.
      }
    }
  }

  private void onPong() {
    Heartbeat.Action next = heartbeat.onPong();
    if (next == Heartbeat.Action.REST) {
      metrics.heartbeat().record(metrics.nanoTime() - pingedAtNanos);
    }
    act(next);
  }

  private void startHeartbeatTimer(int millis) {
    cancel(heartbeatTimer);
    heartbeatTimer = timers.schedule(millis, () -> lane.execute(() -> act(heartbeat.onTimer())));
  }

  private void act(Heartbeat.Action action) {
    switch (action) {
      case REST -> startHeartbeatTimer(config.pingIntervalMillis());
      case SEND_PING -> {
        pingedAtNanos = metrics.nanoTime();
        send(List.of(EnginePacket.PING));
        startHeartbeatTimer(config.pingTimeoutMillis());
      }
      case SEND_PONG -> {
        send(List.of(EnginePacket.PONG));
        act(Heartbeat.Action.AWAIT_PING);
      }
      case AWAIT_PING ->
          startHeartbeatTimer(config.pingIntervalMillis() + config.pingTimeoutMillis());
      case TIME_OUT -> end(CloseReason.PING_TIMEOUT, "no sign of life");
      case REFUSE -> end(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
      case NONE -> {
        // Stopped meanwhile, or nobody asked.
      }
    }
  }

  private void startUpgrade(Probe next) {
    if (probe != null
        || state.state() != SessionState.State.OPEN
        || transport().name() == TransportName.WEBSOCKET) {
      next.candidate.discard();
      return;
    }
    probe = next;
    next.deadline = timers.schedule(config.upgradeTimeoutMillis(), () -> lane.execute(next::abort));
  }

  private void completeUpgrade(Probe done) {
    Transport old = transport();
    probe = null;
    transport = done.candidate;
    old.supersede();
    metrics.upgraded().increment();
    metrics.live().add(old.name(), -1);
    metrics.live().increment(done.candidate.name());
    outbox.attach(done.candidate);
    if (state.state() == SessionState.State.CLOSING) {
      // The close may be parked on the old transport, where the client asks no more.
      closeOnceWritten();
    }
    LOG.log(Level.DEBUG, "upgraded to {0}", done.candidate.name());
  }

  private void closeGracefully(CloseReason reason) {
    if (state.onClose() == SessionState.Action.FLUSH) {
      accepting = false;
      closeReason = reason;
      giveUpAfter(CLOSE_TIMEOUT_MILLIS);
      closeOnceWritten();
    }
  }

  private void giveUpAfter(int millis) {
    closeTimer = timers.schedule(millis, () -> endLater(closeReason, "close took too long"));
  }

  private void closeOnceWritten() {
    outbox.whenEmpty(() -> lane.execute(this::closeTransport));
  }

  private void closeTransport() {
    if (state.state() == SessionState.State.CLOSING) {
      transport().close(() -> endLater(closeReason, "closed by the server"));
    }
  }

  private void endLater(CloseReason reason, String detail) {
    lane.execute(() -> end(reason, detail));
  }

  private void end(CloseReason reason, String detail) {
    lane.assertInLane();
    if (state.onEnd() != SessionState.Action.FINISH) {
      return;
    }
    LOG.log(Level.DEBUG, "session closed: {0} ({1})", reason, detail);
    metrics.ended().increment(reason.label());
    accepting = false;
    heartbeat.onStop();
    cancel(heartbeatTimer);
    cancel(closeTimer);
    if (probe != null) {
      probe.abort();
    }
    watchdog.forget(outbox);
    outbox.close();
    onEnd.accept(this);
    if (transport != null) {
      transport().discard();
    }
    if (listener != null) {
      listener.onClose(reason, detail);
    }
  }

  private List<EnginePacket> greeting(TransportName name) {
    return config.initialPacket().isEmpty()
        ? List.of(openPacket(name))
        : List.of(openPacket(name), EnginePacket.message(config.initialPacket()));
  }

  private EnginePacket openPacket(TransportName name) {
    boolean upgradable =
        name == TransportName.POLLING
            && config.allowUpgrades()
            && config.transports().contains(TransportName.WEBSOCKET);
    return EnginePacket.of(
        EnginePacketType.OPEN,
        "{\"sid\":\""
            + sid
            + "\",\"upgrades\":"
            + (upgradable ? "[\"websocket\"]" : "[]")
            + ",\"pingInterval\":"
            + config.pingIntervalMillis()
            + ",\"pingTimeout\":"
            + config.pingTimeoutMillis()
            + ",\"maxPayload\":"
            + config.maxPayloadBytes()
            + "}");
  }

  private static void cancel(@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }

  /** The new transport on its way in. Confined to the session lane but for its entry points. */
  private final class Probe implements PacketReceiver {
    private final Transport candidate;
    private final TransportUpgrade upgrade = new TransportUpgrade();
    private @Nullable Timer deadline;
    private @Nullable Timer noops;

    /** Whether the candidate has become the session's transport. */
    private boolean installed;

    Probe(Transport candidate) {
      this.candidate = candidate;
    }

    @Override
    public void onPacket(EnginePacket packet) {
      metrics.bytesReceived().add(candidate.name(), packet.byteLength());
      lane.execute(
          () -> {
            if (installed) {
              receive(packet);
            } else if (probe == this) {
              act(upgrade.onPacket(packet));
            }
          });
    }

    @Override
    public void onFormatError(PacketFormatException error) {
      fail(CloseReason.PARSE_ERROR, error.reason().name());
    }

    @Override
    public void onTransportError(String what) {
      fail(CloseReason.TRANSPORT_ERROR, what);
    }

    @Override
    public void onTransportClose() {
      fail(CloseReason.TRANSPORT_CLOSE, "closed by the peer");
    }

    void abort() {
      act(upgrade.onEnd());
    }

    private void fail(CloseReason reason, String detail) {
      lane.execute(
          () -> {
            if (installed) {
              end(reason, detail);
            } else {
              abort();
            }
          });
    }

    private void act(TransportUpgrade.Action action) {
      switch (action) {
        case ANSWER_PROBE -> {
          candidate.send(
              List.of(EnginePacket.of(EnginePacketType.PONG, "probe")),
              failure -> {
                if (failure != null) {
                  onTransportError("write error");
                } else {
                  outbox.flush(); // The upgrade may be complete before this write is.
                }
              });
          noops = timers.schedule(NOOP_INTERVAL_MILLIS, () -> lane.execute(this::letPollGo));
        }
        case COMPLETE -> {
          stopTimers();
          installed = true;
          completeUpgrade(this);
        }
        case ABORT -> {
          metrics.upgradesFailed().increment();
          stopTimers();
          candidate.discard();
          if (probe == this) {
            probe = null;
          }
        }
        case NONE -> {
          // Over already.
        }
      }
    }

    /** The client waits for its poll to end before it upgrades. */
    private void letPollGo() {
      if (probe != this) {
        return;
      }
      if (transport().isWritable() && outbox.isIdle()) {
        send(List.of(EnginePacket.NOOP));
      }
      noops = timers.schedule(NOOP_INTERVAL_MILLIS, () -> lane.execute(this::letPollGo));
    }

    private void stopTimers() {
      cancel(deadline);
      cancel(noops);
    }
  }
}
