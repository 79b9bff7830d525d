package dev.oneport.adapter;

import dev.oneport.Handshake;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one server tells another about a socket. Immutable.
 *
 * @param rooms its own included
 * @param data what the application kept with it
 */
public record SocketSnapshot(
    String id, Handshake handshake, Set<String> rooms, Map<String, Object> data) {

  /** Copies the set and the map, not what is in them. */
  public SocketSnapshot {
    rooms = Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }
}
