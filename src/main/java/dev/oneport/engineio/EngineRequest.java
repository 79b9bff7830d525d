package dev.oneport.engineio;

import java.security.Principal;
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
 * @param sender who sent it; asked only of a request of a session that is somebody's
 */
public record EngineRequest(
    String method,
    @Nullable String transport,
    @Nullable String sid,
    @Nullable String protocol,
    boolean upgrade,
    boolean originLegal,
    boolean allowed,
    Sender sender) {

  /** Tells who sent a request, as the container knows it; on the request's thread. */
  @FunctionalInterface
  public interface Sender {
    /** Nobody who has signed in. */
    Sender NOBODY = () -> null;

    /** Who sent it; null if nobody who has signed in at the container. */
    @Nullable Principal principal();
  }

  /** Of nobody who has signed in. */
  public EngineRequest(
      String method,
      @Nullable String transport,
      @Nullable String sid,
      @Nullable String protocol,
      boolean upgrade,
      boolean originLegal,
      boolean allowed) {
    this(method, transport, sid, protocol, upgrade, originLegal, allowed, Sender.NOBODY);
  }

  /** Whether it belongs to no session yet. An empty {@code sid} is none. */
  public boolean isFirstOfSession() {
    return sid == null || sid.isEmpty();
  }
}
