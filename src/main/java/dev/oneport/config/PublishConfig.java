package dev.oneport.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may use the HTTP API, and how much of it. Names are those of keys and roles alike.
 *
 * @param keys the keys' hashes
 * @param roles of the container whose users need no key
 * @param grants what each may do; who is not in it may publish
 * @param rooms where each may do it; who is not in it may do it everywhere
 * @param maxBatch events in one request
 * @param idempotency what is kept of requests that may come again
 */
public record PublishConfig(
    List<ApiKey> keys,
    Set<String> roles,
    Map<String, Set<ApiGrant>> grants,
    Map<String, RoomPatterns> rooms,
    int maxBatch,
    Idempotency idempotency) {

  /**
   * How much is kept of requests that may come again, and how long.
   *
   * @param maxBytes of memory
   * @param maxAgeMillis after that a repeat is a new request
   */
  public record Idempotency(long maxBytes, long maxAgeMillis) {}

  public PublishConfig {
    keys = List.copyOf(keys);
    roles = Set.copyOf(roles);
    grants = Map.copyOf(grants);
    rooms = Map.copyOf(rooms);
  }

  /** Nobody may. */
  public static PublishConfig closed() {
    return new PublishConfig(
        List.of(), Set.of(), Map.of(), Map.of(), 100, new Idempotency(4_194_304, 3_600_000));
  }

  /** Whether there is a key or a role of that name. */
  public boolean knows(String name) {
    return roles.contains(name) || keys.stream().anyMatch(key -> key.name().equals(name));
  }
}
