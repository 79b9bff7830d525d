package dev.oneport.subscribe;

import dev.oneport.adapter.Adapters;
import dev.oneport.concurrent.Timers;
import dev.oneport.engineio.WriteWatchdog;
import dev.oneport.session.LiveSessions;

/**
 * What all subscribers of an application share.
 *
 * @param watchdog ends them when a write never ends
 * @param maxRooms that one may be in, in each namespace
 * @param maxNamespaces that one may be in
 * @param outboxBytes that may wait for one
 */
public record SubscriberContext(
    Adapters adapters,
    LiveSessions sessions,
    Timers timers,
    WriteWatchdog watchdog,
    int maxRooms,
    int maxNamespaces,
    long outboxBytes) {}
