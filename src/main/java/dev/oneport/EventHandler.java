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
   * Called in the socket's handler lane. An exception is logged once and harms nothing else.
   *
   * @param payload the bound payload; null where the client sent null or nothing
   */
  void onEvent(@Nullable T payload, Ack ack) throws Exception;
}
