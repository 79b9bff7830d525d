package dev.oneport;

import org.jspecify.annotations.Nullable;

/**
 * Handles one event of one socket.
 *
 * @param <T> what the payload is bound to
 */
@FunctionalInterface
public interface EventHandler<T> {

  /**
   * Called in the socket's handler lane, with a payload that fits its type and the constraints
   * declared there. An exception is logged once and harms nothing else; a client that asked for an
   * acknowledgement is told that there was one, see {@link EventRefused}.
   *
   * @param payload the bound payload; null where the client sent null or nothing
   */
  void onEvent(@Nullable T payload, Ack ack) throws Exception;
}
