package dev.oneport.subscribe;

import dev.oneport.adapter.Adapters;
import dev.oneport.concurrent.Clock;
import dev.oneport.concurrent.Timers;
import dev.oneport.config.EventsConfig;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.metrics.Metrics;
import dev.oneport.session.LiveSessions;

/**
 * What all subscribers of an application share.
 *
 * @param watchdog ends them when a write never ends
 * @param maxRooms that one may be in, in each namespace
 * @param maxNamespaces that one may be in
 * @param outboxBytes that may wait for one
 * @param clock tells when what a client has shown about itself is good no more
 * @param expiryWarningMillis how long before that it is told
 */
public record SubscriberContext(
    Adapters adapters,
    LiveSessions sessions,
    Timers timers,
    WriteWatchdog watchdog,
    int maxRooms,
    int maxNamespaces,
    long outboxBytes,
    Clock clock,
    int expiryWarningMillis) {

  /** What is measured. */
  public Metrics metrics() {
    return sessions.metrics();
  }

  /** With the system's clock, and the warning that is built in. */
  public SubscriberContext(
      Adapters adapters,
      LiveSessions sessions,
      Timers timers,
      WriteWatchdog watchdog,
      int maxRooms,
      int maxNamespaces,
      long outboxBytes) {
    this(
        adapters,
        sessions,
        timers,
        watchdog,
        maxRooms,
        maxNamespaces,
        outboxBytes,
        Clock.system(),
        EventsConfig.defaults().expiryWarningMillis());
  }
}
