package dev.oneport.metrics;

import dev.oneport.TransportName;
import java.util.Map;

/** What there is now, asked for when somebody wants to see it. Any thread. */
public interface LiveGauges {

  /** How many are connected over each transport. */
  Map<TransportName, Long> connections();

  /** Bytes that wait to be written, for all clients together. */
  long queuedBytes();
}
