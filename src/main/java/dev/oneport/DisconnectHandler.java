package dev.oneport;

import org.jspecify.annotations.Nullable;

/** Handles the end of a socket. */
@FunctionalInterface
public interface DisconnectHandler {

  /**
   * Called in the socket's handler lane, after its events. An exception is logged once and harms
   * nothing else.
   *
   * @param description what exactly happened, for logs; null where the reason says it all
   */
  void onDisconnect(DisconnectReason reason, @Nullable String description) throws Exception;
}
