package dev.oneport.config;

/**
 * Settings of event streams and polling.
 *
 * @param heartbeatMillis between two signs of life on a stream
 * @param maxAgeSeconds of a stream, about: then it ends, and the client comes back
 * @param maxWaitSeconds of a long poll
 * @param pollIntervalMillis between two short polls, as clients are told while there is no load
 * @param pollsPerSecond how many short polls clients are told to make, all of them together
 * @param expiryWarningMillis how long before its end a client is told that its token expires
 */
public record EventsConfig(
    int heartbeatMillis,
    int maxAgeSeconds,
    int maxWaitSeconds,
    int pollIntervalMillis,
    int pollsPerSecond,
    int expiryWarningMillis) {

  /** The built-in defaults. */
  public static EventsConfig defaults() {
    return new EventsConfig(15_000, 1_800, 55, 2_000, 200, 60_000);
  }
}
