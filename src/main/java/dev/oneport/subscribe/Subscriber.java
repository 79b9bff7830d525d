package dev.oneport.subscribe;

import dev.oneport.ClientSession;
import dev.oneport.DisconnectReason;
import dev.oneport.TransportName;
import dev.oneport.WhenFull;
import dev.oneport.adapter.Adapter;
import dev.oneport.adapter.PlainText;
import dev.oneport.concurrent.ScopedTimers;
import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.EngineHandshake;
import dev.oneport.engineio.Outbox;
import dev.oneport.engineio.RandomId;
import dev.oneport.engineio.SendCallback;
import dev.oneport.limit.Allowance;
import dev.oneport.metrics.Metrics;
import dev.oneport.session.Drainable;
import dev.oneport.session.Expiry;
import dev.oneport.session.FillWatch;
import dev.oneport.session.Identity;
import dev.oneport.socketio.PlainSockets;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client without a library: a connection, and rooms in one or several namespaces. Any thread.
 */
public final class Subscriber implements ClientSession, Drainable, Outbox.Outlet<PlainText> {
  private final String id = RandomId.publicId();

  /** Changed until it is in a namespace, by whoever brings what the client says. */
  private volatile EngineHandshake handshake;

  private final TransportName transport;
  private final SubscriberContext context;
  private final Link link;
  private final Outbox<PlainText> outbox;
  private final FillWatch fillWatch;
  private final Allowance allowance;
  private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final ScopedTimers timers;
  private final Expiry expiry;

  /** Null until it emits; set by whoever brings what the client says. */
  private volatile @Nullable PlainSockets sockets;

  /** Whether there was no room for something; set once. */
  private volatile boolean overflowed;

  /** A client that has just connected; {@link #open} makes it live. */
  public Subscriber(
      EngineHandshake handshake, TransportName transport, SubscriberContext context, Link link) {
    this.handshake = handshake;
    this.transport = transport;
    this.context = context;
    this.link = link;
    this.timers = new ScopedTimers(context.timers());
    this.expiry = new Expiry(timers, context.clock(), context.expiryWarningMillis());
    this.outbox =
        new Outbox<>(
            PlainText::byteLength, context.outboxBytes(), new OutboxOwner(), context.clock());
    this.fillWatch = context.sessions().watch(this, outbox::fill);
    Principal principal = handshake.principal();
    this.allowance =
        context
            .sessions()
            .limits()
            .allowance(handshake.address(), principal == null ? null : principal.getName());
  }

  private final class OutboxOwner implements Outbox.Owner {
    @Override
    public void onWriteFailed() {
      end(End.NORMAL);
    }

    @Override
    public void onFillChanged() {
      fillWatch.onFillChanged();
    }

    @Override
    public void onWritten(long bytes) {
      context.metrics().bytesSent().add(transport, bytes);
    }

    @Override
    public void onWaiting(long bytes, long more) {
      context.metrics().waiting(bytes, more);
    }

    @Override
    public void onLost(long events) {
      context.metrics().eventsDropped().add(transport, events);
    }
  }

  /** Makes it known. */
  public void open() {
    context.sessions().add(this);
    context.sessions().bind(this, handshake.login());
    context.watchdog().watch(outbox, () -> end(End.TOO_SLOW));
    outbox.attach(this);
  }

  /** Its time begins to run; after what the client is greeted with, lest a warning come first. */
  public void watchExpiry() {
    expireAt(handshake.expiresAt());
  }

  private void expireAt(@Nullable Instant time) {
    expiry.at(time, () -> warn(Objects.requireNonNull(time)), () -> end(End.EXPIRED));
  }

  private void warn(Instant expiresAt) {
    send(link.notice("oneport:token_expiring", "{\"expiresAt\":" + expiresAt.toEpochMilli() + "}"));
  }

  /** The connection is gone, or is to be given up now. The second call does nothing. */
  public void end(End why) {
    if (ended.compareAndSet(false, true)) {
      context.metrics().ended().increment(why.label());
      endSockets(why.reason(), this::leaveAll);
      context.sessions().remove(this);
      context.watchdog().forget(outbox);
      timers.close();
      outbox.close();
      link.close(why);
    }
  }

  /** The sockets first: their last handlers are told where they were. */
  private void endSockets(DisconnectReason reason, Runnable then) {
    PlainSockets own = sockets;
    if (own == null) {
      then.run();
    } else {
      own.end(reason, then);
    }
  }

  private void leaveAll() {
    subscriptions.keySet().forEach(this::leave);
  }

  /** Timers that it takes with it when it ends. */
  Timers timers() {
    return timers;
  }

  /** What it may do how often. */
  Allowance allowance() {
    return allowance;
  }

  /** What is measured. */
  Metrics metrics() {
    return context.metrics();
  }

  /** Whether it is over. */
  public boolean hasEnded() {
    return ended.get();
  }

  /**
   * Its rooms in a namespace.
   *
   * @param voice how it is spoken to there, if this is the first time
   * @return null if it would be in too many namespaces
   */
  public @Nullable Subscription in(String namespace, Voice voice) {
    Subscription there = subscriptions.get(namespace);
    if (there != null || subscriptions.size() >= context.maxNamespaces()) {
      return there;
    }
    Adapter adapter = context.adapters().enter(namespace);
    Subscription made = new Subscription(this, adapter, voice, context.maxRooms());
    there = subscriptions.putIfAbsent(namespace, made);
    if (there == null) {
      made.enter();
      there = made;
    } else {
      context.adapters().leave(namespace);
    }
    if (ended.get()) {
      leave(namespace);
    }
    return there;
  }

  /** Its rooms in a namespace; null if it has been in none there. */
  public @Nullable Subscription in(String namespace) {
    return subscriptions.get(namespace);
  }

  /** Leaves a namespace. */
  void leave(String namespace) {
    Subscription left = subscriptions.remove(namespace);
    if (left != null) {
      context.adapters().of(namespace).remove(left);
      context.adapters().leave(namespace);
    }
  }

  /** Leaves a namespace unless the client has asked for rooms there. */
  void leaveUnused(String namespace) {
    Subscription there = subscriptions.get(namespace);
    if (there != null && !there.isUsed()) {
      leave(namespace);
    }
  }

  /**
   * The sockets that it is.
   *
   * @param make makes them, if this is the first time
   */
  PlainSockets sockets(Supplier<PlainSockets> make) {
    PlainSockets own = sockets;
    if (own == null) {
      own = make.get();
      sockets = own;
      if (ended.get()) {
        own.end(End.NORMAL.reason(), () -> {});
      }
    }
    return own;
  }

  /** The sockets that it is; null if it has emitted nothing yet. */
  @Nullable PlainSockets sockets() {
    return sockets;
  }

  /**
   * The client has shown who it is. In a namespace a recipient's user never changes: there it is
   * the one whom the client has shown before.
   */
  public void authenticate(Identity identity) {
    handshake = identity.on(handshake);
    expireAt(identity.expiresAt());
    context.sessions().bind(this, identity.login());
    PlainSockets own = sockets;
    if (own != null) {
      own.renew();
    }
  }

  /** Sends a text: an answer to something it sent, or news of the connection. */
  public void send(String text) {
    send(PlainText.of(text));
  }

  /** Sends a text. */
  public void send(PlainText text) {
    enqueue(text);
    flush();
  }

  /** Queues a text; may be called under a lock. */
  void enqueue(PlainText text) {
    enqueue(text, WhenFull.CLOSE);
  }

  /**
   * Queues an event; may be called under a lock.
   *
   * @param policy what becomes of it if the client is too slow
   */
  void enqueue(PlainText event, WhenFull policy) {
    if (outbox.enqueue(List.of(event), policy) == Outbox.Offer.FULL) {
      overflowed = true;
    }
  }

  /** Queues a text if it can leave at once; may be called under a lock. */
  void enqueueIfWritable(PlainText text) {
    outbox.enqueueIfWritable(List.of(text));
  }

  /** Writes what is queued, or gives up a client that is too slow. */
  void flush() {
    if (overflowed) {
      end(End.TOO_SLOW);
    } else {
      outbox.flush();
    }
  }

  /** Whether all of these could be queued now, with nothing dropped for them. */
  boolean hasRoomFor(List<PlainText> texts) {
    return outbox.hasRoomFor(texts);
  }

  /** Whether nothing waits to be written. */
  public boolean isIdle() {
    return outbox.isIdle();
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void send(List<PlainText> batch, SendCallback done) {
    link.send(batch, done);
  }

  /** What it came with. */
  public EngineHandshake handshake() {
    return handshake;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public TransportName transport() {
    return transport;
  }

  @Override
  public String address() {
    return handshake.address();
  }

  @Override
  public @Nullable Principal principal() {
    return handshake.principal();
  }

  @Override
  public Instant connectedAt() {
    return handshake.time();
  }

  @Override
  public Set<String> namespaces() {
    return Set.copyOf(subscriptions.keySet());
  }

  @Override
  public Set<String> rooms(String namespace) {
    Subscription there = subscriptions.get(namespace);
    return there == null ? Set.of() : there.rooms();
  }

  @Override
  public @Nullable String memberId(String namespace) {
    return subscriptions.containsKey(namespace) ? id : null;
  }

  @Override
  public long queuedBytes() {
    return outbox.queuedBytes();
  }

  @Override
  public long droppedEvents() {
    return outbox.fill().dropped();
  }

  @Override
  public void disconnect() {
    endSockets(
        DisconnectReason.SERVER_NAMESPACE_DISCONNECT,
        () -> outbox.whenEmpty(() -> end(End.NORMAL)));
  }

  @Override
  public void drain(int returnMillis) {
    endSockets(
        End.STOPPING.reason(),
        () -> {
          send(link.restart(returnMillis));
          outbox.whenEmpty(() -> end(End.STOPPING));
        });
  }
}
