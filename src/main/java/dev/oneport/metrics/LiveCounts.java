package dev.oneport.metrics;

import dev.oneport.TransportName;
import java.util.Map;

/**
 * What there was at one moment. Immutable.
 *
 * @param connections over each transport
 * @param queuedBytes that waited, for all clients together
 */
public record LiveCounts(Map<TransportName, Long> connections, long queuedBytes) {}
