package dev.oneport;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Emits events to one client.
 *
 * <p>Immutable: each modifier returns a new emitter that has the flag set and leaves this one as it
 * is, so one may be kept and used from any thread.
 *
 * @see <a href="https://socket.io/docs/v4/emitting-events/">Socket.IO, Emitting events</a>
 */
public interface Emitter {

  /**
   * Sends an event. Before the client is connected it is held until then; after the disconnect it
   * is dropped.
   *
   * @param args anything JSON-B can write, {@code byte[]} and {@link java.nio.ByteBuffer} at any
   *     depth as binary, {@link JsonText} as it is; null is JSON's null
   * @throws IllegalArgumentException if the name is reserved
   * @throws JsonBindingException if an argument can't be written
   */
  void emit(String event, @Nullable Object... args);

  /** Sends the event {@code message}. */
  default void send(@Nullable Object... args) {
    emit("message", args);
  }

  /**
   * Sends an event and asks for an acknowledgement, waiting for it until the client disconnects or
   * the {@link #timeout} set on this emitter is over.
   *
   * @param type what the acknowledgement's first argument is bound to; {@code Void.class} if it is
   *     of no interest
   * @return completed with that argument, or exceptionally with {@link DisconnectedException},
   *     {@link AckTimeoutException}, {@link JsonBindingException}, or IllegalStateException if too
   *     many acknowledgements are outstanding already; completed outside all handler lanes, so a
   *     handler may wait; what depends on it must not block
   * @throws IllegalArgumentException if the name is reserved
   * @throws JsonBindingException if an argument can't be written
   */
  <R> CompletionStage<R> emitWithAck(String event, Class<R> type, @Nullable Object... args);

  /**
   * Whether the transport may compress what is sent: true if nothing else was said. False spares
   * the effort for content that is compressed already, or is small.
   */
  Emitter compress(boolean compress);

  /**
   * Sends only what the client can take at this moment, and drops the rest: positions in a game,
   * say, of which the next one is better than a late one. The client can take nothing while a write
   * to it is under way, while a poller has no request open, and before it is connected. Of several
   * events emitted in one moment only the first is sent, and none after an event that is not
   * volatile. A moment is one call of a handler; on other threads, one millisecond.
   */
  Emitter asVolatile();

  /**
   * What becomes of the event if the client reads so slowly that there is no room for it; else the
   * namespace says it. Without meaning for a volatile event.
   */
  Emitter whenFull(WhenFull policy);

  /**
   * Limits the time that {@link #emitWithAck} waits.
   *
   * @param timeout more than zero, at most 24 days; after it the stage fails with {@link
   *     AckTimeoutException}
   */
  Emitter timeout(Duration timeout);
}
