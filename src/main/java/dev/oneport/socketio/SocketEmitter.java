package dev.oneport.socketio;

import dev.oneport.Emitter;
import dev.oneport.protocol.Delivery;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Emits to one socket with the flags said so far. Immutable.
 *
 * @param timeout of acknowledgements; null for none
 */
record SocketEmitter(Outgoing outgoing, Delivery delivery, @Nullable Duration timeout)
    implements Emitter {

  /** Without flags. */
  SocketEmitter(Outgoing outgoing) {
    this(outgoing, Delivery.NORMAL, null);
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    outgoing.emit(event, delivery, args);
  }

  @Override
  public <R> CompletionStage<R> emitWithAck(String event, Class<R> type, @Nullable Object... args) {
    return outgoing.emitWithAck(event, type, delivery, timeout, args);
  }

  @Override
  public Emitter compress(boolean compress) {
    return new SocketEmitter(outgoing, delivery.withCompress(compress), timeout);
  }

  @Override
  public Emitter asVolatile() {
    return new SocketEmitter(outgoing, delivery.asVolatile(), timeout);
  }

  @Override
  public Emitter timeout(Duration wanted) {
    return new SocketEmitter(outgoing, delivery, AckTimeouts.check(wanted));
  }
}
