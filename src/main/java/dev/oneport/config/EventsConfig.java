package dev.oneport.config;

/**
 * Settings of event streams and polling.
 *
 * @param heartbeatMillis between two signs of life on a stream
 * @param maxAgeSeconds of a stream, about: then it ends, and the client comes back
 * @param maxWaitSeconds of a long poll
 * @param pollIntervalMillis between two short polls, as clients are told while there is no load
 */
public record EventsConfig(
    int heartbeatMillis, int maxAgeSeconds, int maxWaitSeconds, int pollIntervalMillis) {

  /** The built-in defaults. */
  public static EventsConfig defaults() {
    return new EventsConfig(15_000, 1_800, 55, 2_000);
  }
}
