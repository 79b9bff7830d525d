package dev.oneport.socketio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.oneport.DisconnectReason;
import dev.oneport.adapter.AckRequest;
import dev.oneport.adapter.Broadcast;
import dev.oneport.adapter.Flags;
import dev.oneport.adapter.Recipient;
import dev.oneport.adapter.RecoverableSession;
import dev.oneport.protocol.Delivery;
import dev.oneport.protocol.EncodedPacket;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
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

  private final RealNamespace namespace;
  private final Client client;
  private final Environment environment;
  private final Recipient recipient;
  private final @Nullable RecoverableSession session;
  private final AckRegistry acks;
  private final Object lock = new Object();

  /** Written under the lock; read without it where OPEN is all that matters. */
  private volatile Gate gate = Gate.HELD;

  /** What was sent before the client was told that it is connected. */
  @GuardedBy("lock")
  private List<EncodedPacket> held = new ArrayList<>();

  /**
   * Holds what it is given.
   *
   * @param recipient who this is to the adapter
   * @param session null if its client can't come back
   */
  Outgoing(
      RealNamespace namespace,
      Client client,
      Recipient recipient,
      @Nullable RecoverableSession session) {
    this.namespace = namespace;
    this.client = client;
    this.recipient = recipient;
    this.session = session;
    this.environment = namespace.environment();
    this.acks =
        new AckRegistry(environment.timers(), environment.json(), environment.completions());
  }

  /** Sends an event. One whose client can come back gets it by way of the log. */
  void emit(String event, Delivery delivery, @Nullable Object... args) {
    if (session == null || !session.isOpen() || delivery.isVolatile()) {
      send(encode(event, SocketIoPacket.NO_ACK, delivery, args));
      return;
    }
    OwnEvents.check(event);
    namespace
        .adapter()
        .send(
            recipient,
            Broadcast.direct(
                namespace.name(),
                event,
                namespace.environment().json().encode(args),
                recipient.id(),
                Flags.NONE.withCompress(delivery.compress())));
  }

  /**
   * Sends an event that wants an acknowledgement.
   *
   * @param timeout null to wait until the disconnect
   */
  @SuppressWarnings("unchecked") // The registry binds the answer to this very type.
  <R> CompletionStage<R> emitWithAck(
      String event,
      Class<R> type,
      Delivery delivery,
      @Nullable Duration timeout,
      @Nullable Object... args) {
    long ackId = namespace.nextAckId();
    EncodedPacket packet = encode(event, ackId, delivery, args);
    CompletionStage<R> answer = (CompletionStage<R>) acks.expect(ackId, type, timeout);
    send(packet);
    return answer;
  }

  /** An answer to a broadcast is wanted, which will be queued next; touches nothing but memory. */
  void expect(AckRequest request, String socketId) {
    acks.expect(request, socketId);
  }

  /** Encodes the answer to an event. */
  EncodedPacket answer(long ackId, @Nullable Object... args) {
    return environment.encoder().ack(namespace.name(), ackId, environment.json().encode(args));
  }

  /** Sends a packet now, or once the client was told that it is connected. */
  void send(EncodedPacket packet) {
    enqueue(packet);
    flush();
  }

  /** The same, to be followed by {@link #flush}: touches nothing but memory. */
  void enqueue(EncodedPacket packet) {
    if (gate != Gate.OPEN) {
      synchronized (lock) {
        if (gate == Gate.HELD && !packet.delivery().isVolatile()) {
          held.add(packet);
        }
        if (gate != Gate.OPEN) {
          return;
        }
      }
    }
    client.enqueue(packet);
  }

  /** Sends what was queued. */
  void flush() {
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
      List<EncodedPacket> packets;
      synchronized (lock) {
        packets = held;
        held = new ArrayList<>();
        if (packets.isEmpty()) {
          gate = Gate.OPEN;
          return;
        }
      }
      packets.forEach(client::send);
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

  private EncodedPacket encode(
      String event, long ackId, Delivery delivery, @Nullable Object... args) {
    OwnEvents.check(event);
    return environment
        .encoder()
        .event(namespace.name(), ackId, event, environment.json().encode(args))
        .with(delivery);
  }
}
