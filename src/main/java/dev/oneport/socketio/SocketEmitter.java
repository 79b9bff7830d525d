package dev.oneport.socketio;

import dev.oneport.Emitter;
import dev.oneport.WhenFull;
import dev.oneport.adapter.Flags;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Emits to one socket with the flags said so far. Immutable. */
record SocketEmitter(Outgoing outgoing, Flags flags) implements Emitter {

  /** Without flags. */
  SocketEmitter(Outgoing outgoing) {
    this(outgoing, Flags.NONE);
  }

  @Override
  public void emit(String event, @Nullable Object... args) {
    outgoing.emit(event, flags, args);
  }

  @Override
  public <R> CompletionStage<R> emitWithAck(String event, Class<R> type, @Nullable Object... args) {
    return outgoing.emitWithAck(event, type, flags, args);
  }

  @Override
  public Emitter compress(boolean compress) {
    return new SocketEmitter(outgoing, flags.withCompress(compress));
  }

  @Override
  public Emitter asVolatile() {
    return new SocketEmitter(outgoing, flags.asVolatile());
  }

  @Override
  public Emitter whenFull(WhenFull policy) {
    return new SocketEmitter(outgoing, flags.withWhenFull(policy));
  }

  @Override
  public Emitter timeout(Duration timeout) {
    return new SocketEmitter(outgoing, flags.withTimeoutMillis(AckTimeouts.millis(timeout)));
  }
}
