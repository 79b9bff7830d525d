package dev.oneport.engineio;

import org.jspecify.annotations.Nullable;

/**
 * What of an HTTP request decides whether it is let in.
 *
 * @param method of HTTP
 * @param transport parameter; null if missing
 * @param sid parameter; null if missing
 * @param protocol the {@code EIO} parameter; null if missing
 * @param upgrade whether it asks for a WebSocket
 * @param originLegal whether its {@code Origin} header, if any, holds only legal characters
 * @param allowed whether the gate lets its origin connect
 */
public record EngineRequest(
    String method,
    @Nullable String transport,
    @Nullable String sid,
    @Nullable String protocol,
    boolean upgrade,
    boolean originLegal,
    boolean allowed) {

  /** Whether it belongs to no session yet. An empty {@code sid} is none. */
  public boolean isFirstOfSession() {
    return sid == null || sid.isEmpty();
  }
}
