package dev.oneport;

import java.util.Map;

/**
 * The HTTP session of the request by which a client connected, as it was then: what the pages of
 * the application have put into it, for the handlers of its sockets. The values are those objects
 * themselves, and not copied: one that several threads may change has to stand that. Immutable.
 *
 * <p>The session itself is not kept: containers use theirs again, or drop them, while a connection
 * lasts. What is put into it later is not seen here.
 *
 * @param id of the session; whoever learns it can act as its user, so it is not in {@link
 *     #toString}
 * @param attributes by name; empty if there are none
 */
public record HttpSessionSnapshot(String id, Map<String, Object> attributes) {
  /** Copies the map. */
  public HttpSessionSnapshot {
    attributes = Map.copyOf(attributes);
  }

  @Override
  public String toString() {
    return "HttpSessionSnapshot" + attributes.keySet();
  }
}
