package dev.oneport;

/**
 * How much waits for a client that is slow.
 *
 * @param slow whether more than half of what may wait did, and not yet less than a quarter again
 * @param queuedBytes that wait now
 * @param dropped events that were dropped for it since the listener was told last
 */
public record BackPressure(boolean slow, long queuedBytes, long dropped) {}
