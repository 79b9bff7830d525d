package dev.oneport.adapter;

import dev.oneport.protocol.socketio.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the answers to one broadcast, or to one event between servers. Any thread, also under an
 * adapter's lock: whatever follows from a call runs elsewhere.
 */
public interface AckCollector {

  /**
   * A recipient of this server was asked.
   *
   * @param forget called, under no lock, once its answer is not wanted any more
   */
  void asked(String recipientId, Runnable forget);

  /**
   * A recipient answered; only its first answer counts.
   *
   * @param recipientId null if another server did not tell
   */
  void answered(@Nullable String recipientId, Arguments answer);

  /** A recipient that was asked will not answer any more. */
  void gone(String recipientId);

  /**
   * How many one server has asked. Called once for each server that there is, under no lock, after
   * all of its recipients were asked.
   */
  void expect(int answers);
}
