package dev.oneport.config;

/**
 * Connection state recovery: whether a client that comes back after a cut is what it was before.
 *
 * @param enabled whether there is any; then what is emitted is logged
 * @param maxDisconnectionMillis how long a client may be away
 * @param skipMiddlewares whether a client that is recovered passes no middleware again
 * @param maxSessions of clients that are away, in each namespace
 * @param maxSessionBytes what is kept of them may take, in each namespace; the data of the
 *     application is not counted
 */
public record RecoveryConfig(
    boolean enabled,
    int maxDisconnectionMillis,
    boolean skipMiddlewares,
    int maxSessions,
    long maxSessionBytes) {

  /** The built-in defaults: none. */
  public static RecoveryConfig defaults() {
    return new RecoveryConfig(false, 120_000, false, 10_000, 16L << 20);
  }
}
