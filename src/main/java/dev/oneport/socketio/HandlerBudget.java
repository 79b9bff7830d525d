package dev.oneport.socketio;

import dev.oneport.config.SocketIoConfig;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much one socket's client may have sent that is not handled yet. Any thread. */
final class HandlerBudget {

  /** What an event without payload still costs while it waits. */
  private static final int OVERHEAD_BYTES = 64;

  private final long maxBytes;
  private final int maxAcks;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger acks = new AtomicInteger();

  HandlerBudget(SocketIoConfig config) {
    this.maxBytes = config.handlerQueueBytes();
    this.maxAcks = config.maxPendingAcks();
  }

  /**
   * Takes the cost of an event.
   *
   * @return false if it is over the budget: the client is to be closed
   */
  boolean take(SocketIoPacket.Event event) {
    boolean fits = bytes.addAndGet(cost(event)) <= maxBytes;
    return (!wantsAck(event) || acks.incrementAndGet() <= maxAcks) && fits;
  }

  /** The event has been handled, or dropped. */
  void giveBack(SocketIoPacket.Event event) {
    bytes.addAndGet(-cost(event));
    if (wantsAck(event)) {
      acks.decrementAndGet();
    }
  }

  private static boolean wantsAck(SocketIoPacket.Event event) {
    return event.ackId() != SocketIoPacket.NO_ACK;
  }

  private static long cost(SocketIoPacket.Event event) {
    return (long) event.arguments().byteLength() + OVERHEAD_BYTES;
  }
}
