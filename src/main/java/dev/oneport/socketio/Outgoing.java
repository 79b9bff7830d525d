package dev.oneport.socketio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.DisconnectReason;
import dev.oneport.OutgoingHandler;
import dev.oneport.WhenFull;
import dev.oneport.adapter.AckRequest;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Flags;
import dev.oneport.adapter.Recipient;
import dev.oneport.adapter.RecoverableSession;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What one socket sends to its client. Any thread.
 *
 * <pre>
 * gate     a packet is          then
 * HELD     kept, volatile not   open -> OPEN, close -> CLOSED
 * OPEN     sent                 close -> CLOSED
 * CLOSED   dropped              -
 * </pre>
 */
final class Outgoing {

  private enum Gate {
    HELD,
    OPEN,
    CLOSED
  }

  private record Held(EncodedPacket packet, WhenFull policy) {}

  private record Untold(String event, List<@Nullable Object> arguments) {}

  private final RealNamespace namespace;
  private final Peer client;
  private final Environment environment;
  private final Recipient recipient;
  private final @Nullable RecoverableSession session;
  private final AckRegistry acks;
  private final HandlerLane lane;
  private final Listeners<OutgoingHandler> listeners = new Listeners<>();

  /** Broadcasts of which the listeners, which run without locks, were not told yet. */
  private final Queue<Untold> untold = new ConcurrentLinkedQueue<>();

  /** Whether somebody is to flush soon. */
  private final AtomicBoolean later = new AtomicBoolean();

  private final Object lock = new Object();

  /** Written under the lock; read without it where OPEN is all that matters. */
  private volatile Gate gate = Gate.HELD;

  /** What was sent before the client was told that it is connected. */
  @GuardedBy("lock")
  private List<Held> held = new ArrayList<>();

  /**
   * Holds what it is given.
   *
   * @param recipient who this is to the adapter
   * @param session null if its client can't come back
   * @param lane calls the listeners
   */
  Outgoing(
      RealNamespace namespace,
      Peer client,
      Recipient recipient,
      @Nullable RecoverableSession session,
      HandlerLane lane) {
    this.lane = lane;
    this.namespace = namespace;
    this.client = client;
    this.recipient = recipient;
    this.session = session;
    this.environment = namespace.environment();
    this.acks =
        new AckRegistry(
            environment.timers(),
            environment.json(),
            environment.completions(),
            environment.config().maxPendingAcks());
  }

  /** Who sees what is sent. */
  Listeners<OutgoingHandler> listeners() {
    return listeners;
  }

  /** Sends an event. One whose client can come back gets it by way of the log. */
  void emit(String event, Flags asked, @Nullable Object... args) {
    OwnEvents.check(event);
    EmittedArguments emitted = EmittedArguments.of(environment.json(), args);
    Flags flags = namespace.complete(asked);
    tell(event, emitted.originals());
    if (session == null || !session.isOpen() || flags.isVolatile()) {
      EncodedPacket packet = packet(event, SocketIoPacket.NO_ACK, flags, emitted.encoded());
      send(packet, flags.whenFullIn(namespace.name()));
      return;
    }
    namespace
        .adapter()
        .send(
            recipient,
            Broadcast.direct(namespace.name(), event, emitted.encoded(), recipient.id(), flags));
  }

  /** Sends an event that wants an acknowledgement. */
  @SuppressWarnings("unchecked") // The registry binds the answer to this very type.
  <R> CompletionStage<R> emitWithAck(
      String event, Class<R> type, Flags asked, @Nullable Object... args) {
    OwnEvents.check(event);
    long ackId = namespace.nextAckId();
    EmittedArguments emitted = EmittedArguments.of(environment.json(), args);
    Flags flags = namespace.complete(asked);
    EncodedPacket packet = packet(event, ackId, flags, emitted.encoded());
    CompletionStage<R> answer = (CompletionStage<R>) acks.expect(ackId, type, timeout(flags));
    if (!answer.toCompletableFuture().isDone()) {
      tell(event, emitted.originals());
      send(packet, flags.whenFullIn(namespace.name()));
    }
    return answer;
  }

  /** Null to wait until the disconnect. */
  private static @Nullable Duration timeout(Flags flags) {
    long millis = flags.timeoutMillis();
    return millis == 0 ? null : Duration.ofMillis(millis);
  }

  /** An answer to a broadcast is wanted, which will be queued next; touches nothing but memory. */
  void expect(AckRequest request, String socketId) {
    acks.expect(request, socketId);
  }

  /** Encodes the answer to an event. */
  EncodedPacket answer(long ackId, @Nullable Object... args) {
    return environment.encoder().ack(namespace.name(), ackId, environment.json().encode(args));
  }

  /** Sends an answer now, or once the client was told that it is connected. */
  void send(EncodedPacket answer) {
    send(answer, WhenFull.CLOSE);
  }

  private void send(EncodedPacket packet, WhenFull policy) {
    boolean isVolatile = packet.delivery().isVolatile();
    if (isVolatile && later.get()) {
      flush(); // It only goes where nothing waits.
    }
    enqueue(packet, policy);
    if (isVolatile || !lane.hasMore()) {
      flush();
    } else if (later.compareAndSet(false, true)) {
      flushLater();
    }
  }

  /**
   * Other calls wait in the lane: what they send leaves with the same write, unless one of them
   * takes its time.
   */
  private void flushLater() {
    try {
      environment
          .flushes()
          .execute(
              () -> {
                later.set(false);
                flush();
              });
    } catch (RejectedExecutionException stopping) {
      later.set(false);
      flush();
    }
  }

  private void enqueue(EncodedPacket packet, WhenFull policy) {
    if (gate != Gate.OPEN) {
      synchronized (lock) {
        if (gate == Gate.HELD && !packet.delivery().isVolatile()) {
          held.add(new Held(packet, policy));
        }
        if (gate != Gate.OPEN) {
          return;
        }
      }
    }
    client.enqueue(packet, policy);
  }

  /** Queues what is for many, to be followed by {@link #flush}: touches nothing but memory. */
  void enqueue(Broadcast broadcast) {
    // Where it is for this one alone, it was emitted here, and told.
    if (!listeners.isEmpty() && broadcast.onlyFor() == null) {
      untold.add(new Untold(broadcast.event(), broadcast.values(environment.json())));
    }
    EncodedPacket packet = client.event(broadcast);
    if (packet != null) {
      count();
      enqueue(packet, broadcast.whenFull());
    }
  }

  /** Tells the listeners of broadcasts, then sends what was queued. */
  void flush() {
    for (Untold next = untold.poll(); next != null; next = untold.poll()) {
      tell(next.event(), next.arguments());
    }
    client.flush();
  }

  /** How many acknowledgements the client owes. */
  int pendingAcks() {
    return acks.pending();
  }

  /** An answer came to an event sent from here. */
  void onAck(SocketIoPacket.Ack ack) {
    acks.onAck(ack.ackId(), ack.arguments());
  }

  /** Sends what was held; repeats until nothing came meanwhile, so that the order is kept. */
  void open() {
    for (; ; ) {
      List<Held> packets;
      synchronized (lock) {
        packets = held;
        held = new ArrayList<>();
        if (packets.isEmpty()) {
          gate = Gate.OPEN;
          return;
        }
      }
      packets.forEach(next -> client.enqueue(next.packet(), next.policy()));
      client.flush();
    }
  }

  /** From now on everything is dropped; answers that are still owed will not come. */
  void close(DisconnectReason reason) {
    synchronized (lock) {
      gate = Gate.CLOSED;
      held = List.of();
    }
    acks.close(reason);
  }

  private void tell(String event, List<@Nullable Object> arguments) {
    for (OutgoingHandler listener : listeners) {
      lane.call(event, () -> listener.onEmit(event, arguments));
    }
  }

  /** An event goes to the client, or is held. */
  private void count() {
    if (gate != Gate.CLOSED) {
      environment.metrics().eventsSent().increment(client.session().transport());
    }
  }

  private EncodedPacket packet(String event, long ackId, Flags flags, EncodedArguments arguments) {
    count();
    return client.event(namespace.name(), ackId, event, arguments).with(flags.delivery());
  }
}
