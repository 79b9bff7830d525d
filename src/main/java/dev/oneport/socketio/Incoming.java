package dev.oneport.socketio;

import dev.oneport.ArgumentsHandler;
import dev.oneport.EventArguments;
import dev.oneport.protocol.socketio.SocketIoPacket;
import java.util.concurrent.atomic.AtomicLong;

/** Brings the events of one socket's client to their handlers, within a budget. */
final class Incoming {

  /** What an event without payload still costs while it waits. */
  private static final int OVERHEAD_BYTES = 64;

  private final RealSocket socket;
  private final RealNamespace namespace;
  private final HandlerLane lane;
  private final EventHandlers handlers;
  private final Outgoing outgoing;

  /** Bytes of events received and not yet handled. */
  private final AtomicLong unhandledBytes = new AtomicLong();

  /** Set once: events that still wait are not handled any more. */
  private volatile boolean closed;

  Incoming(
      RealSocket socket,
      RealNamespace namespace,
      HandlerLane lane,
      EventHandlers handlers,
      Outgoing outgoing) {
    this.socket = socket;
    this.namespace = namespace;
    this.lane = lane;
    this.handlers = handlers;
    this.outgoing = outgoing;
  }

  /**
   * An event came; session lane.
   *
   * @return false if too much waits to be handled
   */
  boolean onEvent(SocketIoPacket.Event event) {
    long cost = (long) event.arguments().byteLength() + OVERHEAD_BYTES;
    if (unhandledBytes.addAndGet(cost) > namespace.environment().config().handlerQueueBytes()) {
      return false;
    }
    lane.execute(
        () -> {
          try {
            handle(event);
          } finally {
            unhandledBytes.addAndGet(-cost);
          }
        });
    return true;
  }

  /** Drops the events that still wait, and those that come; any thread. */
  void close() {
    closed = true;
  }

  private void handle(SocketIoPacket.Event event) {
    if (closed) {
      return;
    }
    String name = event.name();
    EventArguments arguments =
        new ReceivedArguments(event.arguments(), namespace.environment().json());
    EventCall call =
        new RealEventCall(socket, name, arguments, new RealAck(outgoing, event.ackId()));
    for (ArgumentsHandler handler : handlers.of(name)) {
      lane.call(() -> handler.onEvent(arguments, call.ack()), call::failed);
    }
    for (NamespaceHandlers shared : namespace.handlers()) {
      NamespaceHandlers.SocketEventHandler handler = shared.handler(name);
      if (handler != null) {
        lane.call(() -> handler.onEvent(call), call::failed);
      }
    }
  }
}
