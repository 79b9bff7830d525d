package dev.oneport.config;

import dev.oneport.WhenFull;

/**
 * Settings of namespaces.
 *
 * @param cleanupEmptyChildren whether a namespace that a client's connecting made goes with its
 *     last socket
 * @param maxChildren namespaces that there may be because of clients
 * @param maxWaitingClients connections that may be in no namespace yet
 * @param broadcastAckTimeoutMillis how long a broadcast waits for answers that did not say
 * @param broadcastAckBytes of all answers to one broadcast
 * @param whenFull what becomes of events for clients that are too slow, where nothing else is said;
 *     not a key alone
 */
public record NamespaceConfig(
    boolean cleanupEmptyChildren,
    int maxChildren,
    int maxWaitingClients,
    int broadcastAckTimeoutMillis,
    long broadcastAckBytes,
    WhenFull whenFull) {

  /** The built-in defaults. */
  public static NamespaceConfig defaults() {
    return new NamespaceConfig(false, 1_000, 10_000, 60_000, 16L << 20, WhenFull.CLOSE);
  }
}
