package dev.oneport.metrics;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees events as they pass. Called by the thread that emits or received one, with no lock held: is
 * quick and throws nothing. What events say is made as text only if somebody asks.
 */
public interface EventWatch {
  /** Sees nothing. */
  EventWatch NONE =
      new EventWatch() {
        @Override
        public void emitted(Emitted event) {}

        @Override
        public void received(Received event) {}
      };

  /**
   * An event for clients.
   *
   * @param rooms whom it is for; everybody if empty
   * @param onlyFor the id of the only recipient; null if the rooms tell
   * @param data its arguments: JSON texts, comma-separated
   * @param recipients of this server
   */
  record Emitted(
      String namespace,
      String name,
      Set<String> rooms,
      @Nullable String onlyFor,
      Supplier<String> data,
      int recipients) {}

  /**
   * An event from a client.
   *
   * @param socketId of its socket
   * @param transport by its text
   * @param data its arguments: JSON texts, comma-separated
   */
  record Received(
      String namespace, String name, String socketId, String transport, Supplier<String> data) {}

  /** Somebody emitted. */
  void emitted(Emitted event);

  /** A client did. */
  void received(Received event);
}
